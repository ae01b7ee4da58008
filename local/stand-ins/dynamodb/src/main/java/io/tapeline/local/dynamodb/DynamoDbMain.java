package io.tapeline.local.dynamodb;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import java.lang.reflect.Field;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Runs DynamoDB Local on 127.0.0.1. Arguments: those of DynamoDB Local, such as {@code -inMemory -port 8000}.
 *
 * <p>DynamoDB Local itself listens on every address and has no option for it, so the host is set on its connector
 * before it starts.
 */
public final class DynamoDbMain {
    private static final String LOOPBACK = "127.0.0.1";

    private DynamoDbMain() {}

    public static void main(String[] args) throws Exception {
        DynamoDBProxyServer server = ServerRunner.createServerFromCommandLineArgs(args);
        for (Connector connector : jetty(server).getConnectors()) {
            ((ServerConnector) connector).setHost(LOOPBACK);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop-dynamodb"));
        server.start();
        server.join();
    }

    /** The field is private; a version that renames it fails here, at start, and does not listen on all addresses. */
    private static Server jetty(DynamoDBProxyServer server) throws ReflectiveOperationException {
        Field field = DynamoDBProxyServer.class.getDeclaredField("server");
        field.setAccessible(true);
        return (Server) field.get(server);
    }

    // The server declares Exception; a failure to stop while the JVM ends has no other remedy than the end.
    @SuppressWarnings("CatchAndPrintStackTrace")
    private static void stop(DynamoDBProxyServer server) {
        try {
            server.stop();
        } catch (Exception e) {
            e.printStackTrace();
        }
    }
}
