package io.tapeline.local.launcher.cli;

import io.tapeline.local.keys.KeysFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "disable", description = "Switches a key off; services that use the file refuse it within seconds.")
final class KeysDisableCommand implements Callable<Integer> {
    private final TapelineCommand root;

    @Parameters(paramLabel = "ID", description = "The key.")
    private String id = "";

    @Mixin
    private KeysOptions options = new KeysOptions();

    KeysDisableCommand(TapelineCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        KeysFile file = options.file();
        file.disable(id);
        root.console().println("disabled " + id + " in " + file.path());
        return 0;
    }
}
