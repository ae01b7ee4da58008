package io.tapeline.local.standins;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.iceberg.rest.RESTCatalog;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;

/** The real clients, pointed at a stack. */
final class Clients {
    private Clients() {}

    static S3Client s3(LocalStack stack) {
        return S3Client.builder()
                .endpointOverride(stack.s3Endpoint())
                .region(Region.of(Credentials.REGION))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(Credentials.ACCESS_KEY_ID, Credentials.SECRET_ACCESS_KEY)))
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }

    static DynamoDbClient dynamoDb(LocalStack stack, String accessKeyId) {
        return DynamoDbClient.builder()
                .endpointOverride(stack.dynamoDbEndpoint())
                .region(Region.of(Credentials.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "any")))
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }

    static void createTable(DynamoDbClient dynamoDb, String name, String key) {
        KeySchemaElement schema = KeySchemaElement.builder()
                .attributeName(key)
                .keyType(KeyType.HASH)
                .build();
        AttributeDefinition attribute = AttributeDefinition.builder()
                .attributeName(key)
                .attributeType(ScalarAttributeType.S)
                .build();
        dynamoDb.createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(schema)
                .attributeDefinitions(attribute));
    }

    static RESTCatalog catalog(LocalStack stack) {
        RESTCatalog catalog = new RESTCatalog();
        catalog.initialize(CatalogStandIn.CATALOG_NAME, stack.catalogProperties());
        return catalog;
    }

    static <T> T join(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
