package io.tapeline.local.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A child process with DynamoDB Local, from the classpath that the build has written. */
final class DynamoDbLocal implements AutoCloseable {
    private final Process process;
    private final URI endpoint;

    private DynamoDbLocal(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    static DynamoDbLocal start(Path log) throws IOException {
        String classpath = Files.readString(Path.of("target", "dynamodb-local.classpath"));
        String platform = System.getProperty("os.name").startsWith("Mac") ? "osx" : "linux-amd64";
        String nativeLibrary = Stream.of(classpath.split(File.pathSeparator))
                .filter(entry -> (entry.endsWith(".so") || entry.endsWith(".dylib")) && entry.contains(platform))
                .findFirst()
                .orElseThrow();
        String nativeDirectory = nativeLibrary.substring(0, nativeLibrary.lastIndexOf(File.separatorChar));
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-Dsqlite4java.library.path=" + nativeDirectory,
                        "-cp",
                        Path.of("target", "test-classes") + File.pathSeparator + classpath,
                        DynamoDbLocalMain.class.getName()))
                .redirectError(log.toFile())
                .start();
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String line = output.readLine();
        while (line != null && !line.startsWith("port ")) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("DynamoDB Local ended: " + Files.readString(log));
        }
        return new DynamoDbLocal(process, URI.create("http://127.0.0.1:" + line.substring("port ".length())));
    }

    URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
