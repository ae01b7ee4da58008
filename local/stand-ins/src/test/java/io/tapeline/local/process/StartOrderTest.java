package io.tapeline.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StartOrderTest {
    @Test
    void putsDependenciesFirstAndKeepsTheRestInOrder() {
        assertThat(order(
                        List.of(service("job", "stream", "catalog"), service("stream"), service("catalog", "s3")),
                        "s3"))
                .containsExactly("stream", "catalog", "job");
    }

    @Test
    void refusesACircle() {
        assertThatThrownBy(() -> order(List.of(service("a", "b"), service("b", "a"), service("c"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("services depend on each other in a circle: [a, b]");
    }

    @Test
    void refusesADependencyNobodyStarts() {
        assertThatThrownBy(() -> order(List.of(service("a", "z"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a depends on z, which nobody starts");
    }

    @Test
    void refusesANameThatIsTaken() {
        assertThatThrownBy(() -> order(List.of(service("a")), "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two services are called a");
    }

    private static List<String> order(List<ServiceSpec> specs, String... running) {
        return StartOrder.of(specs, Set.of(running)).stream()
                .map(ServiceSpec::name)
                .toList();
    }

    private static ServiceSpec service(String name, String... dependencies) {
        ServiceSpec.Builder builder = ServiceSpec.builder(name)
                .command(List.of("true"))
                .log(Path.of(name + ".log"))
                .health(Health::healthy);
        for (String dependency : dependencies) {
            builder.dependsOn(dependency);
        }
        return builder.build();
    }
}
