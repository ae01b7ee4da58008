package io.tapeline.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void neverHandsOutAPortTwice() {
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            assertThat(ports.add(FreePorts.find())).isTrue();
        }
        assertThat(ports).allSatisfy(port -> assertThat(port).isBetween(20_000, 29_999));
    }

    @Test
    void namesTheProcessThatHoldsATakenPort() throws IOException {
        int port = FreePorts.find();
        try (ServerSocket holder = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(holder.isBound()).isTrue();
            assertThatThrownBy(() -> FreePorts.requireFree(port))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageStartingWith("port " + port + " is taken by pid "
                            + ProcessHandle.current().pid() + " (")
                    .hasMessageContaining("java");
        }
        assertThat(FreePorts.holderOf(port)).isEmpty();
        FreePorts.requireFree(port);
    }

    @Test
    void readsTheInodeOfAListeningSocketOnly() {
        // From proc(5): 1F90 is 8080, state 0A is listen, 01 is established.
        String listening = "   3: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000"
                + "        0 31337 1 0000000000000000 100 0 0 10 0";
        assertThat(PortHolders.listeningInode(listening, 8080)).contains("31337");
        assertThat(PortHolders.listeningInode(listening, 8081)).isEmpty();
        assertThat(PortHolders.listeningInode(listening.replace(" 0A ", " 01 "), 8080))
                .isEmpty();
        assertThat(PortHolders.listeningInode("  sl  local_address rem_address   st", 8080))
                .isEmpty();
    }
}
