package io.tapeline.local.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.local.standins.TapelineHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./tapeline}, as far as it comes without a build: which Java it takes, and what it says of others. */
final class ScriptIT {
    @TempDir
    private Path directory;

    /** A directory that looks like a JDK and whose programs do nothing. */
    private Path jdk(String name, String version, String... programs) throws IOException {
        Path home = directory.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        for (String program : programs) {
            Files.writeString(home.resolve("bin").resolve(program), "#!/bin/sh\nexit 0\n");
            Files.setPosixFilePermissions(
                    home.resolve("bin").resolve(program), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return home;
    }

    /** A PATH with what the script itself needs, and no Java. */
    private Path tools() throws IOException {
        Path bin = Files.createDirectories(directory.resolve("tools"));
        for (String tool : List.of("dirname", "readlink", "sed")) {
            for (String place : List.of("/usr/bin", "/bin")) {
                if (Files.exists(Path.of(place, tool)) && !Files.exists(bin.resolve(tool))) {
                    Files.createSymbolicLink(bin.resolve(tool), Path.of(place, tool));
                }
            }
        }
        return bin;
    }

    private String run(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        "/bin/bash", TapelineHome.path().resolve("tapeline").toString(), "--version"))
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        return output;
    }

    @Test
    void namesTheJavaItFoundWhenItIsAnother() throws Exception {
        Path other = jdk("jdk-25", "25.0.1", "java", "javac");

        assertThat(run(Map.of("PATH", other.resolve("bin") + ":" + tools(), "TAPELINE_JDKS", "/nowhere")))
                .startsWith("tapeline: a JDK 17 is needed")
                .contains("Java 25 in " + other.toRealPath())
                .contains("https://adoptium.net")
                .contains("set JAVA_HOME");
    }

    @Test
    void wantsACompilerToo() throws Exception {
        Path runtime = jdk("jre-17", "17.0.9", "java");

        assertThat(run(Map.of(
                        "PATH", tools().toString(), "JAVA_HOME", runtime.toString(), "TAPELINE_JDKS", "/nowhere")))
                .contains("Java 17 without a compiler in " + runtime);
    }
}
