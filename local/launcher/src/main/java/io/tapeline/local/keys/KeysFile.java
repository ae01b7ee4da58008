package io.tapeline.local.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A file of API keys. It changes at once: who reads it sees the old keys or the new ones. Two changes at the same time come one
 * after the other, also from different processes, by a lock file beside it. What this program does not know in it is kept.
 */
public final class KeysFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEYS = "keys";

    private final Path path;

    public KeysFile(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    public Path path() {
        return path;
    }

    /**
     * The keys, as the file has them.
     *
     * @throws KeysFileException if there is no such file, or it is none
     */
    public List<JsonNode> list() {
        if (!Files.exists(path)) {
            throw new KeysFileException("there is no file " + path + "; make a key with: tapeline keys create");
        }
        List<JsonNode> keys = new ArrayList<>();
        keys(read()).forEach(keys::add);
        return keys;
    }

    /**
     * Adds a key; makes the file if there is none.
     *
     * @throws KeysFileException if the file has a key of this id
     */
    public void add(NewKey key, KeySecret secret) {
        change(root -> {
            ArrayNode keys = keys(root);
            for (JsonNode other : keys) {
                if (other.path("id").asText().equals(key.id())) {
                    throw new KeysFileException(path + " has a key " + key.id()
                            + " already; to change a secret, create a key of another id, then disable the old one");
                }
            }
            ObjectNode entry = keys.addObject();
            entry.put("id", key.id());
            entry.put("sha256", secret.hash());
            entry.put("owner", key.owner());
            strings(entry, "scopes", key.scopes());
            if (!key.symbols().isEmpty()) {
                strings(entry, "symbols", key.symbols());
            }
            if (!key.venues().isEmpty()) {
                strings(entry, "venues", key.venues());
            }
            key.limits().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(limit -> entry.put(limit.getKey(), limit.getValue()));
            key.times().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(time -> entry.put(time.getKey(), time.getValue()));
        });
    }

    /**
     * Switches a key off.
     *
     * @throws KeysFileException if there is none of this id
     */
    public void disable(String id) {
        change(root -> {
            for (JsonNode key : keys(root)) {
                if (key.path("id").asText().equals(id) && key instanceof ObjectNode entry) {
                    entry.put("disabled", true);
                    return;
                }
            }
            throw new KeysFileException(path + " has no key " + id);
        });
    }

    private static void strings(ObjectNode entry, String field, List<String> values) {
        ArrayNode list = entry.putArray(field);
        values.forEach(list::add);
    }

    private void change(Consumer<ObjectNode> change) {
        try {
            Files.createDirectories(parent());
            Path lockFile = path.resolveSibling("." + path.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                ObjectNode root = Files.exists(path) ? read() : emptyFile();
                change.accept(root);
                if (lock.isValid()) {
                    write(root);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot change " + path, e);
        }
    }

    private static ObjectNode emptyFile() {
        ObjectNode root = JSON.createObjectNode();
        root.putArray(KEYS);
        return root;
    }

    private ArrayNode keys(ObjectNode root) {
        if (root.path(KEYS) instanceof ArrayNode keys) {
            return keys;
        }
        throw new KeysFileException(path + " is not a keys file: it is not {\"keys\": [...]}");
    }

    private ObjectNode read() {
        try {
            if (JSON.readTree(Files.readAllBytes(path)) instanceof ObjectNode root) {
                return root;
            }
            throw new KeysFileException(path + " is not a keys file: it is not {\"keys\": [...]}");
        } catch (JsonProcessingException e) {
            throw new KeysFileException(path + " is not a keys file: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new KeysFileException("cannot read " + path + ": " + e.getMessage());
        }
    }

    private void write(ObjectNode root) throws IOException {
        byte[] bytes = (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n")
                .getBytes(StandardCharsets.UTF_8);
        Path written = Files.createTempFile(parent(), path.getFileName().toString(), ".new");
        try {
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(written, permissions());
            }
            try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    int unused = channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(written, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /** Those of the file that is replaced; a new one may be read by the group too, for the service may be another user. */
    private Set<PosixFilePermission> permissions() throws IOException {
        return Files.exists(path) ? Files.getPosixFilePermissions(path) : PosixFilePermissions.fromString("rw-r-----");
    }

    private Path parent() {
        Path parent = path.getParent();
        if (parent == null) {
            throw new KeysFileException(path + " cannot be a file");
        }
        return parent;
    }
}
