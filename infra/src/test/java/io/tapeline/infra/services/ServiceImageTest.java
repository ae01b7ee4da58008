package io.tapeline.infra.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapeline.infra.synth.Found;
import io.tapeline.infra.synth.NeedsNode;
import io.tapeline.infra.synth.Synth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.assertions.Template;

/** What Docker is given to build, and the Dockerfiles against the tasks that run their images. */
@NeedsNode
class ServiceImageTest {
    private static final ServicesStack STACK = Synth.whole("dev").services();
    private static final Template DEV = Synth.template(STACK);

    @ParameterizedTest
    @ValueSource(strings = {"ingest-service", "live-service"})
    void isBuiltOfWhatTheDockerfileCopiesAndOfNothingElse(String module) throws IOException {
        List<String> copied = instructions(module, "COPY")
                .flatMap(arguments -> Stream.of(arguments.split(" ")))
                .filter(argument -> argument.startsWith("target/"))
                .toList();
        Path context = context(module);

        assertThat(copied)
                .hasSize(4)
                .allSatisfy(source -> assertThat(context.resolve(source)).exists());
        try (Stream<Path> files = Files.walk(context)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(context::relativize)
                            .filter(file -> copied.stream().noneMatch(file::startsWith)))
                    .containsExactly(Path.of("Dockerfile"));
        }
    }

    /** The task's user owns no file of an image, and a builder's umask may be anything. */
    @ParameterizedTest
    @ValueSource(strings = {"ingest-service", "live-service"})
    void isReadableByAll(String module) throws IOException {
        assertThat(instructions(module, "COPY"))
                .isNotEmpty()
                .allMatch(arguments -> arguments.startsWith("--chmod=755 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest-service", "live-service"})
    void hasTheTasksUserAndPort(String module) throws IOException {
        Map<String, Object> container = ServicesStackTest.container(DEV, module, module);

        assertThat(instructions(module, "USER"))
                .containsExactly(Found.at(container, "User").toString());
        assertThat(instructions(module, "EXPOSE"))
                .containsExactly(
                        Found.at(container, "PortMappings", 0, "ContainerPort").toString());
    }

    /** The arguments of those of a name. */
    private static Stream<String> instructions(String module, String name) throws IOException {
        return Files.readAllLines(Path.of("..", module, "Dockerfile")).stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1));
    }

    /** The folder that Docker is given. */
    private static Path context(String module) throws IOException {
        String image = Found.at(ServicesStackTest.container(DEV, module, module), "Image")
                .toString();
        Path assembly = Path.of(Stage.of(STACK).synth().getDirectory());
        JsonNode images = new ObjectMapper()
                .readTree(
                        assembly.resolve(STACK.getArtifactId() + ".assets.json").toFile())
                .path("dockerImages");
        return images.properties().stream()
                .filter(asset -> image.contains(asset.getKey()))
                .map(asset -> assembly.resolve(
                        asset.getValue().path("source").path("directory").asText()))
                .findFirst()
                .orElseThrow();
    }
}
