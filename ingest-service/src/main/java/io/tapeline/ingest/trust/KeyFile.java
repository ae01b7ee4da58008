package io.tapeline.ingest.trust;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the JSON of a keys file. Strict: a field that there is not would be a limit that is not kept. */
final class KeyFile {
    /** The most keys of a file. */
    static final int MAX_KEYS = 10_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private KeyFile() {}

    /**
     * The keys of a file.
     *
     * @throws KeyFileException if anything is wrong with it
     */
    static Keys read(byte[] content) throws KeyFileException {
        JsonNode list = parse(content).path("keys");
        List<String> problems = new ArrayList<>();
        List<ApiKey> keys = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        if (!list.isArray()) {
            throw new KeyFileException("it is not {\"keys\": [...]}");
        }
        if (list.size() > MAX_KEYS) {
            throw new KeyFileException("it has " + list.size() + " keys, more than " + MAX_KEYS);
        }
        for (int i = 0; i < list.size(); i++) {
            String name = "key " + i;
            try {
                KeyEntry entry = new KeyEntry(list.get(i));
                name = name + " (" + entry.text("id") + ")";
                ApiKey key = entry.key();
                if (ids.add(key.id())) {
                    keys.add(key);
                } else {
                    problems.add(name + ": there are two of this id");
                }
            } catch (IllegalArgumentException e) {
                problems.add(name + ": " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new KeyFileException(String.join("; ", problems));
        }
        return new Keys(keys);
    }

    private static JsonNode parse(byte[] content) throws KeyFileException {
        try {
            return JSON.readTree(content);
        } catch (JsonProcessingException e) {
            // The original message alone: what comes with it quotes the file.
            throw new KeyFileException("it is not JSON: " + e.getOriginalMessage() + " at line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()));
        } catch (IOException e) {
            throw new KeyFileException("it is not JSON: " + e.getMessage());
        }
    }

    static Set<Scope> scopes(List<String> labels) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String label : labels) {
            scopes.add(Scope.of(label)
                    .orElseThrow(() -> new IllegalArgumentException("scopes has '" + label + "', which is none")));
        }
        return scopes;
    }
}
