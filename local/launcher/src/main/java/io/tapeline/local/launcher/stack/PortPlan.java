package io.tapeline.local.launcher.stack;

import io.tapeline.local.process.FreePorts;
import io.tapeline.local.process.PortHolder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses a port for each service: the one it had last time, or its usual one; when another process holds that, a free
 * one, with a note that names the holder.
 *
 * @param endpoints what was chosen
 * @param notes a line for each service that does not get the port it would have had
 */
record PortPlan(Endpoints endpoints, List<String> notes) {
    PortPlan {
        notes = List.copyOf(notes);
    }

    /** What can be known of ports. */
    interface Ports {
        boolean isFree(int port);

        Optional<PortHolder> holder(int port);

        int findFree();

        /** Those of this machine. */
        static Ports system() {
            return new Ports() {
                @Override
                public boolean isFree(int port) {
                    return FreePorts.isFree(port);
                }

                @Override
                public Optional<PortHolder> holder(int port) {
                    return FreePorts.holderOf(port);
                }

                @Override
                public int findFree() {
                    return FreePorts.find();
                }
            };
        }
    }

    /**
     * Makes a plan.
     *
     * @param earlier the endpoints of the last run, if there was one
     * @param ownServer the pid of a server that an earlier run has left, which the start will stop; its port counts as
     *     free
     */
    static PortPlan make(Optional<Endpoints> earlier, Optional<Long> ownServer, Ports ports) {
        Map<Service, Integer> chosen = new EnumMap<>(Service.class);
        List<String> notes = new ArrayList<>();
        for (Service service : Service.values()) {
            int wanted = earlier.map(endpoints -> endpoints.port(service)).orElse(service.defaultPort());
            if (ports.isFree(wanted)) {
                chosen.put(service, wanted);
                continue;
            }
            Optional<PortHolder> holder = ports.holder(wanted);
            if (ownServer.isPresent() && holder.map(PortHolder::pid).equals(ownServer)) {
                chosen.put(service, wanted);
                continue;
            }
            int free = ports.findFree();
            chosen.put(service, free);
            notes.add("port " + wanted + " is taken by "
                    + holder.map(PortHolder::toString).orElse("a process that cannot be seen from here") + "; "
                    + service.id() + " listens on " + free + " instead");
        }
        return new PortPlan(new Endpoints(chosen), notes);
    }
}
