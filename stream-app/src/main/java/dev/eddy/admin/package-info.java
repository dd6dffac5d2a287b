/**
 * What an operator looks at: health, metrics, the live page. It is told what to show and asks nobody, so it knows neither
 * Kafka nor ONNX Runtime.
 */
@NullMarked
package dev.eddy.admin;

import org.jspecify.annotations.NullMarked;
