package io.tapeline.local.query;

import java.nio.file.Path;
import org.apache.iceberg.inmemory.InMemoryCatalog;

/** Lakes for tests of other packages. */
public final class TestLakes {
    private TestLakes() {}

    /** A lake of a catalog in memory, whose files stand under {@code objects}. */
    public static Lake of(InMemoryCatalog catalog, Path objects) {
        return Lake.of(catalog, objects, catalog);
    }
}
