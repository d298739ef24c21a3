package berth.harness.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * A certificate for {@code localhost}, made with the JDK's keytool, that only clients trust that
 * are configured to.
 *
 * @param certificate its file, in PEM
 * @param key the file of its private key, in PEM, which only its owner can read
 * @param keyStore both, with the password {@code not-secret}
 */
public record SelfSigned(Path certificate, Path key, KeyStore keyStore) {

  private static final String PASSWORD = "not-secret";

  /** Creates a certificate that is valid for a day. */
  public static SelfSigned create() {
    try {
      Path folder = Files.createTempDirectory("berth-certificate");
      // a server that runs as another user must reach the certificate, too
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      KeyStore store = generate(folder.resolve("store.p12"));
      Path key = folder.resolve("server.key");
      Files.createFile(
          key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      write(key, "PRIVATE KEY", store.getKey("berth", PASSWORD.toCharArray()).getEncoded());
      Path certificate = folder.resolve("server.crt");
      write(certificate, "CERTIFICATE", store.getCertificate("berth").getEncoded());
      return new SelfSigned(certificate, key, store);
    } catch (IOException | GeneralSecurityException failure) {
      throw new AssertionError(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", stopped);
    }
  }

  private static KeyStore generate(Path file)
      throws IOException, GeneralSecurityException, InterruptedException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                (keytool
                        + " -genkeypair -alias berth -keyalg EC -groupname secp256r1 -validity 1"
                        + " -dname CN=localhost -ext san=dns:localhost,ip:127.0.0.1"
                        + " -storetype PKCS12 -keystore "
                        + file
                        + " -storepass "
                        + PASSWORD)
                    .split(" "))
            .inheritIO()
            .start();
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new AssertionError("keytool made no certificate");
    }
    try (InputStream bytes = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(bytes, PASSWORD.toCharArray());
      return store;
    }
  }

  private static void write(Path file, String what, byte[] bytes) throws IOException {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    Files.writeString(
        file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, lines));
  }
}
