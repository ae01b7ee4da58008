package io.tapeline.local.kinesis;

import java.lang.reflect.Field;

/** DynamoDB Local on 127.0.0.1, in a process of its own, until standard input ends. Its classes are not on the test's classpath. */
final class DynamoDbLocalMain {
    private DynamoDbLocalMain() {}

    /** Takes nothing; prints the port. */
    public static void main(String[] arguments) throws Exception {
        Class<?> runner = Class.forName("com.amazonaws.services.dynamodbv2.local.main.ServerRunner");
        String[] options = {"-inMemory", "-port", "8000", "-disableTelemetry"};
        Object server = runner.getMethod("createServerFromCommandLineArgs", String[].class)
                .invoke(null, (Object) options);
        Field field = server.getClass().getDeclaredField("server");
        field.setAccessible(true);
        Object jetty = field.get(server);
        Object[] connectors =
                (Object[]) jetty.getClass().getMethod("getConnectors").invoke(jetty);
        connectors[0].getClass().getMethod("setHost", String.class).invoke(connectors[0], "127.0.0.1");
        // It takes no 0 for a port on its command line.
        connectors[0].getClass().getMethod("setPort", int.class).invoke(connectors[0], 0);
        server.getClass().getMethod("start").invoke(server);
        System.out.println(
                "port " + connectors[0].getClass().getMethod("getLocalPort").invoke(connectors[0]));
        while (System.in.read() >= 0) {
            // Wait for the end.
        }
        System.exit(0);
    }
}
