package io.tapeline.infra.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A primary node as far as the stream job's supervisor sees one: its files in a folder, and on its PATH commands that answer from
 * files and note what they were asked. For one thread.
 */
final class FakeCluster {
    private static final Path SCRIPTS =
            Path.of("src/main/resources/io/tapeline/infra/cluster").toAbsolutePath();
    private static final String RECORD = """
            #!/bin/bash
            echo "$(basename "$0")" "$@" >>"$FAKES/calls"
            """;

    private final Path fakes;
    private final Path root;

    /** What a command said, and how it ended. */
    record Outcome(int status, String output) {}

    FakeCluster(Path folder) {
        this.fakes = folder.resolve("fakes");
        this.root = folder.resolve("root");
        try {
            Files.createDirectories(fakes.resolve("bin"));
            Files.createDirectories(root);
            Files.createFile(fakes.resolve("calls"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        command("hostname", "echo ip-10-40-0-9.ec2.internal");
        command("logger", "");
        command("sudo", "\"$@\"");
        command("systemctl", "");
        command("kinit", "");
        command("dnf", "");
        command("python3", "[ ! -e \"$FAKES/python3-fails\" ]");
        command("klist", "echo '   2 11/20/26 10:00:00 hadoop/ip-10-40-0-9.ec2.internal@TAPELINE.INTERNAL'");
        // Answers with files, so that a test changes what is so.
        command("yarn", "[ ! -e \"$FAKES/yarn-fails\" ] || exit 1\ncat \"$FAKES/yarn\"");
        command("aws", """
                case "$1 $2" in
                's3api list-objects-v2') [ ! -e "$FAKES/s3-fails" ] || exit 254; cat "$FAKES/objects" ;;
                's3 cp') [ "$4" != --recursive ] || exit 0; cp "$FAKES/downloads/$(basename "${@: -2:1}")" "${@: -1}" ;;
                esac
                """);
        command("flink", """
                [ ! -e "$FAKES/flink-fails" ] || exit 1
                case "$1" in
                list) echo '20.11.2026 10:00:00 : 00112233445566778899aabbccddeeff : stream-processor (RUNNING)' ;;
                run-application) [ ! -e "$FAKES/flink-waits" ] || { touch "$FAKES/flink-is-at-it"; cat "$FAKES/flink-waits"; } ;;
                esac
                """);
        runs();
        objects();
    }

    private void command(String name, String body) {
        Path file = fakes.resolve("bin").resolve(name);
        // Those that wait on a test, or say only who they are, need no record.
        write(file, RECORD + body + "\n");
        file.toFile().setExecutable(true);
    }

    /** Lets a file decide that a command fails. */
    void fail(String command) {
        write(fakes.resolve(command + "-fails"), "");
    }

    /** What YARN lists: its applications that have not ended, by id and name in turn. */
    void runs(String... idsAndNames) {
        StringBuilder listed = new StringBuilder(
                "Total number of applications (application-types: [], states: [NEW, RUNNING] and tags: []):%d\n"
                        .formatted(idsAndNames.length / 2));
        listed.append("                Application-Id\t    Application-Name\t    Application-Type\n");
        for (int i = 0; i < idsAndNames.length; i += 2) {
            listed.append("%s\t%20s\t        Apache Flink\n".formatted(idsAndNames[i], idsAndNames[i + 1]));
        }
        write(fakes.resolve("yarn"), listed.toString());
    }

    void yarnSays(String text) {
        write(fakes.resolve("yarn"), text);
    }

    /** What lies in the bucket: time, size and key of each, with spaces between them. Nothing is listed as {@code None}. */
    void objects(String... timesSizesKeys) {
        StringBuilder listed = new StringBuilder(timesSizesKeys.length == 0 ? "None\n" : "");
        for (String object : timesSizesKeys) {
            listed.append(object.replace(' ', '\t')).append('\n');
        }
        write(fakes.resolve("objects"), listed.toString());
    }

    /** What can be copied from S3, by the last part of its address. */
    void download(String name, String content) {
        write(fakes.resolve("downloads").resolve(name), content);
    }

    void downloadScript(String name) {
        try {
            download(name, Files.readString(SCRIPTS.resolve(name)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Where the node's own files are. */
    Path root() {
        return root;
    }

    Path fakes() {
        return fakes;
    }

    /** What was called, a line each, in its order; what only says something left out. */
    List<String> calls(String... of) {
        List<String> wanted = List.of(of);
        return read(fakes.resolve("calls"))
                .lines()
                .filter(call -> wanted.stream().anyMatch(call::startsWith))
                .toList();
    }

    Outcome run(String script, String... arguments) {
        return finish(start(script, arguments));
    }

    Process start(String script, String... arguments) {
        List<String> command = new java.util.ArrayList<>(
                List.of("bash", SCRIPTS.resolve(script).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().put("PATH", fakes.resolve("bin") + ":/usr/bin:/bin");
        process.environment().put("FAKES", fakes.toString());
        process.environment().put("TAPELINE_ROOT", root.toString());
        process.environment().put("TAPELINE_CONFIG", root + "/etc/tapeline");
        process.environment().put("TAPELINE_STATE", root + "/var/lib/tapeline");
        try {
            return process.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Outcome finish(Process process) {
        try {
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("does not end: " + output);
            }
            return new Outcome(process.exitValue(), output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
