/** What is in k8s/, held against what it is sent to. */
@NullMarked
package dev.eddy.kubernetes;

import org.jspecify.annotations.NullMarked;
