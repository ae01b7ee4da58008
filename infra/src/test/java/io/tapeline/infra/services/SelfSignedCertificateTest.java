package io.tapeline.infra.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tapeline.infra.synth.NeedsNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the code of the Lambda as Node.js runs it there, with a stand-in for ACM's client. */
@NeedsNode
class SelfSignedCertificateTest {
    private static final Path SOURCE =
            Path.of("src/main/resources/io/tapeline/infra/services/self-signed-certificate.js");
    private static final String ARN = "arn:aws:acm:us-east-1:123456789012:certificate/1";
    private static final String HOST = "internal-tapeline-dev-alb-1234567890.us-east-1.elb.amazonaws.com";

    /** Writes down what it is asked, and is as busy as it is told. */
    private static final String ACM = """
            const fs = require('node:fs');
            class Command { constructor(input) { this.input = input; } }
            exports.ImportCertificateCommand = class Import extends Command {};
            exports.DeleteCertificateCommand = class Delete extends Command {};
            let busy = Number(process.env.BUSY || 0);
            exports.ACMClient = class {
              async send(command) {
                const name = command.constructor.name;
                const text = (key, value) => (value && value.type === 'Buffer' ? Buffer.from(value.data).toString() : value);
                fs.appendFileSync(process.env.CALLS, JSON.stringify([name, command.input], text) + '\\n');
                if (process.env.REFUSE) throw Object.assign(new Error('not you'), { name: 'AccessDeniedException' });
                if (name === 'Delete' && busy-- > 0) throw Object.assign(new Error('in use'), { name: 'ResourceInUseException' });
                return { CertificateArn: '%s' };
              }
            };
            """.formatted(ARN);

    @TempDir
    private Path folder;

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private HttpServer cloudFormation;

    @BeforeEach
    void listen() throws IOException {
        Path module = Files.createDirectories(folder.resolve("node_modules/@aws-sdk/client-acm"));
        Files.writeString(module.resolve("index.js"), ACM);
        cloudFormation = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cloudFormation.createContext("/", exchange -> {
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            answers.add(exchange.getRequestMethod() + " [" + (type == null ? "" : type) + "] " + body);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        cloudFormation.start();
    }

    @AfterEach
    void stop() {
        cloudFormation.stop(0);
    }

    @Test
    void makesACertificateThatJavaReadsAndVerifies() throws Exception {
        String pem = run("const made = code.certificate('" + HOST + "', 'tapeline-dev', Date.UTC(2026, 0, 31, 12));"
                + " console.log(made.Certificate + '|' + made.PrivateKey);");
        String[] parts = pem.split("\\|", 2);
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(parts[0].getBytes(StandardCharsets.US_ASCII)));

        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getVersion()).isEqualTo(3);
        assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withECDSA");
        assertThat(certificate.getSubjectX500Principal()).isEqualTo(certificate.getIssuerX500Principal());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=tapeline-dev");
        assertThat(certificate.getSubjectAlternativeNames()).containsExactly(List.of(2, HOST));
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getKeyUsage()[0]).isTrue();
        assertThat(certificate.getNotBefore().toInstant()).isEqualTo("2026-01-31T11:00:00Z");
        assertThat(Duration.between(
                        certificate.getNotBefore().toInstant(),
                        certificate.getNotAfter().toInstant()))
                .isEqualTo(Duration.ofDays(825).plusHours(1));
        assertThat(certificate.getSerialNumber().signum()).isOne();
        assertThat(((ECPublicKey) certificate.getPublicKey())
                        .getParams()
                        .getOrder()
                        .bitLength())
                .isEqualTo(256);
        assertThat(belongs(parts[1], certificate)).isTrue();
    }

    /** Whether a private key signs what the certificate's public key verifies. */
    private static boolean belongs(String pem, X509Certificate certificate) throws Exception {
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der)));
        signature.update(new byte[] {1, 2, 3});
        byte[] signed = signature.sign();
        signature.initVerify(certificate);
        signature.update(new byte[] {1, 2, 3});
        return signature.verify(signed);
    }

    @Test
    void importsANewCertificateWithItsNameAsTag() throws Exception {
        String answer = call("Create", "");

        assertThat(answer)
                .startsWith("PUT [] ")
                .contains("\"Status\":\"SUCCESS\"", "\"PhysicalResourceId\":\"" + ARN + "\"", "\"RequestId\":\"r\"")
                .doesNotContain("PRIVATE");
        assertThat(calls())
                .singleElement()
                .satisfies(call -> assertThat(call)
                        .startsWith("[\"Import\"")
                        .contains(
                                "BEGIN CERTIFICATE",
                                "BEGIN PRIVATE KEY",
                                "{\"Key\":\"Name\",\"Value\":\"tapeline-dev\"}")
                        .doesNotContain("CertificateArn"));
    }

    @Test
    void renewsTheSameCertificateOnAnUpdate() throws Exception {
        String answer = call("Update", ARN);

        assertThat(answer).contains("\"Status\":\"SUCCESS\"", "\"PhysicalResourceId\":\"" + ARN + "\"");
        assertThat(calls())
                .singleElement()
                .satisfies(call -> assertThat(call)
                        .startsWith("[\"Import\"")
                        .contains("\"CertificateArn\":\"" + ARN + "\"")
                        .doesNotContain("Tags"));
    }

    @Test
    void deletesItOnceTheListenerHasLetGo() throws Exception {
        String answer = call("Delete", ARN, "BUSY=2");

        assertThat(answer).contains("\"Status\":\"SUCCESS\"");
        assertThat(calls()).hasSize(3).allMatch(call -> call.startsWith("[\"Delete\""));
    }

    @Test
    void deletesNothingWhereNothingWasMade() throws Exception {
        assertThat(call("Delete", "none")).contains("\"Status\":\"SUCCESS\"", "\"PhysicalResourceId\":\"none\"");
        assertThat(folder.resolve("calls")).doesNotExist();
    }

    @Test
    void saysWhyItFailed() throws Exception {
        assertThat(call("Create", "", "REFUSE=1"))
                .contains(
                        "\"Status\":\"FAILED\"",
                        "\"Reason\":\"AccessDeniedException: not you\"",
                        "\"PhysicalResourceId\":\"none\"");
    }

    private String call(String type, String physicalId, String... environment) throws Exception {
        String event =
                """
                {RequestType: '%s', PhysicalResourceId: '%s' || undefined, StackId: 's', RequestId: 'r', LogicalResourceId: 'l',
                 ResponseURL: 'http://127.0.0.1:%d/answer', ResourceProperties: {Host: '%s', Name: 'tapeline-dev'}}""".formatted(type, physicalId, cloudFormation.getAddress().getPort(), HOST);
        run("code.handler(" + event + ");", environment);
        String answer = answers.poll(10, TimeUnit.SECONDS);
        assertThat(answer).as("what CloudFormation was told").isNotNull();
        return String.valueOf(answer);
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }

    private String run(String script, String... environment) throws Exception {
        // Beside node_modules, as in the runtime.
        Path code = Files.copy(SOURCE, folder.resolve("index.js"));
        ProcessBuilder node = new ProcessBuilder("node", "-e", "const code = require(" + quoted(code) + "); " + script)
                .redirectError(folder.resolve("errors").toFile());
        node.environment().put("CALLS", folder.resolve("calls").toString());
        node.environment().put("PAUSE_MILLIS", "1");
        for (String setting : environment) {
            String[] pair = setting.split("=", 2);
            node.environment().put(pair[0], pair[1]);
        }
        Process process = node.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("errors")))
                .isZero();
        return out;
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
