package dev.eddy.inference;

/**
 * Which model it is. The hash is part of it: another file under the same version is another model.
 *
 * @param name stable over its versions
 * @param version of the model
 * @param sha256 of its graph, hexadecimal; empty for a model that comes from no file
 */
public record ModelId(String name, String version, String sha256) {

    @Override
    public String toString() {
        return name + " " + version + (sha256.isEmpty() ? "" : " (" + sha256.substring(0, 12) + ")");
    }
}
