package dev.eddy.chaos;

import java.util.Map;

/**
 * What is rolled out.
 *
 * @param name in words
 * @param classPath of the build
 * @param options of the config map that differ from ours
 */
public record Version(String name, String classPath, Map<String, String> options) {

    /**
     * This build.
     *
     * @param name in words
     * @param options that differ
     * @return a version
     */
    public static Version ofThisBuild(String name, Map<String, String> options) {
        return new Version(name, System.getProperty("java.class.path"), options);
    }
}
