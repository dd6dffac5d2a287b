package dev.eddy.trainer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldsTest {

    private enum Taste {
        SWEET,
        VERY_SOUR
    }

    @TempDir
    private Path folder;

    @Test
    void exampleUsage() throws IOException {
        String text = read(
                "name: cake\nweight: 2.5\ntaste: verySour\n",
                fields -> fields.text("name")
                        + fields.number("weight", 0, 10)
                        + fields.choice("taste", Taste.SWEET)
                        + fields.integer("pieces", 1, 12, 8));

        assertThat(text).isEqualTo("cake2.5VERY_SOUR8");
    }

    @Test
    void shouldReportAllProblemsTogetherWithFieldValueAndRule() {
        assertThatThrownBy(() -> read(
                        "weight: 11\npieces: many\nnmae: cake\ntaste: salty\n",
                        fields -> fields.text("name")
                                + fields.number("weight", 0, 10)
                                + fields.choice("taste", Taste.SWEET)
                                + fields.integer("pieces", 1, 12)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("experiment.yaml cannot be used")
                .hasMessageContaining("name is missing but must be a text; add for example name")
                .hasMessageContaining("weight must be a number in 0.0..10.0 but was 11")
                .hasMessageContaining("taste must be one of [sweet, verySour] but was \"salty\"")
                .hasMessageContaining("pieces must be a whole number in 1..12 but was \"many\"")
                .hasMessageContaining("nmae is not known here; did you mean name?");
    }

    @Test
    void shouldNameThePlaceOfANestedField() {
        assertThatThrownBy(() -> read("box: {cakes: [{size: 1}, {size: 0}]}", fields -> fields.object("box")
                        .read(box -> box.list("cakes").stream()
                                .map(cake -> cake.read(it -> it.integer("size", 1, 9)))
                                .toList())))
                .hasMessageContaining("box.cakes[1].size must be a whole number in 1..9 but was 0");
    }

    @Test
    void shouldRefuseAFieldThatIsGivenTwice() {
        assertThatThrownBy(() -> read("a: 1\na: 2\n", fields -> fields.integer("a", 0, 9)))
                .hasMessageContaining("line 2: the field 'a' stands twice in the same mapping");
    }

    @Test
    void shouldRefuseAFileThatIsNotThere() {
        assertThatThrownBy(() -> YamlFile.read(folder.resolve("none.yaml"), Fields::path))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none.yaml");
    }

    private <T> T read(String yaml, Function<Fields, T> reader) throws IOException {
        Path file = folder.resolve("experiment.yaml");
        Files.writeString(file, yaml);
        return YamlFile.read(file, reader);
    }
}
