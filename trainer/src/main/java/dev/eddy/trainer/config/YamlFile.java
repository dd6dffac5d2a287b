package dev.eddy.trainer.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** One YAML file of an experiment. */
public final class YamlFile {

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private YamlFile() {}

    /**
     * Reads a file.
     *
     * @param file a YAML mapping
     * @param reader asks for every field that there is
     * @param <T> what is read
     * @return what the reader returns
     * @throws ConfigException with everything that is wrong with the file
     */
    public static <T> T read(Path file, Function<Fields, T> reader) {
        return read(file, UnaryOperator.identity(), reader);
    }

    /**
     * Reads a file of which something is replaced.
     *
     * @param file a YAML mapping
     * @param change may replace parts of its tree
     * @param reader asks for every field that there is
     * @param <T> what is read
     * @return what the reader returns
     * @throws ConfigException with everything that is wrong with the file
     */
    public static <T> T read(Path file, UnaryOperator<JsonNode> change, Function<Fields, T> reader) {
        Problems problems = new Problems(file.toString());
        Fields fields = new Fields("", change.apply(parse(file, problems)), problems);
        problems.throwIfAny();
        T result = fields.read(reader);
        problems.throwIfAny();
        return result;
    }

    private static JsonNode parse(Path file, Problems problems) {
        try {
            JsonNode tree = YAML.readTree(Files.readString(file));
            problems.require(
                    tree.isObject(), "the file must hold a mapping (name: value) but does not; see trainer/README.md");
            return tree.isObject() ? tree : YAML.createObjectNode();
        } catch (NoSuchFileException e) {
            problems.add("there is no such file; name an experiment, say trainer/experiments/vibration.yaml");
            return YAML.createObjectNode();
        } catch (CharacterCodingException e) {
            problems.add("the file must be text in UTF-8 but is not; save it so");
            return YAML.createObjectNode();
        } catch (JsonProcessingException e) {
            problems.add(SyntaxProblem.of(e));
            return YAML.createObjectNode();
        } catch (IOException e) {
            problems.add("the file must be readable but is not (%s); check its name and its permissions".formatted(e));
            return YAML.createObjectNode();
        }
    }
}
