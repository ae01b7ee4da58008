package io.tapeline.infra.lake;

import java.util.List;
import software.amazon.awscdk.Stack;

/** Names of a Glue database and its tables in policies. */
public final class GlueArns {
    private GlueArns() {}

    /** What reading a database's tables takes: the catalog, the database, and all its tables. */
    public static List<String> of(Stack stack, String database) {
        String glue = "arn:" + stack.getPartition() + ":glue:" + stack.getRegion() + ":" + stack.getAccount() + ":";
        return List.of(glue + "catalog", glue + "database/" + database, glue + "table/" + database + "/*");
    }
}
