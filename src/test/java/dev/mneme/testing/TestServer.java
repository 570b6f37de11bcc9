package dev.mneme.testing;

import dev.mneme.RunningServer;
import dev.mneme.ServerMain;
import dev.mneme.config.Setting;
import dev.mneme.config.Settings;
import dev.mneme.http.Routes;
import dev.mneme.objects.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A whole server in this process: the object graph of {@link ServerMain} on a free port, with a
 * data folder of its own and without a key, unless settings say otherwise.
 */
public final class TestServer implements AutoCloseable {
  private final RunningServer running;
  private final Path data;
  private final boolean deleteData;
  private final TestClient client;

  private TestServer(RunningServer running, Path data, boolean deleteData) {
    this.running = running;
    this.data = data;
    this.deleteData = deleteData;
    this.client = new TestClient(running.url());
  }

  /** With a new data folder, which goes when the server is closed. */
  public static TestServer start() {
    return start(Map.of());
  }

  /** Likewise, with some settings. */
  public static TestServer start(Map<Setting, String> settings) {
    return start(newFolder(), true, settings, UnaryOperator.identity());
  }

  /** Likewise, on a store that a test has put something around. */
  public static TestServer startAround(
      Map<Setting, String> settings, UnaryOperator<ObjectStore> around) {
    return start(newFolder(), true, settings, around);
  }

  /** On a data folder that stays, for a server that is started again. */
  public static TestServer startOn(Path data, Map<Setting, String> settings) {
    return startOn(data, settings, UnaryOperator.identity());
  }

  /** Likewise, on a store that a test has put something around. */
  public static TestServer startOn(
      Path data, Map<Setting, String> settings, UnaryOperator<ObjectStore> around) {
    return start(data, false, settings, around);
  }

  private static TestServer start(
      Path data,
      boolean deleteData,
      Map<Setting, String> settings,
      UnaryOperator<ObjectStore> around) {
    Map<Setting, String> all = new EnumMap<>(Setting.class);
    all.put(Setting.PORT, "0");
    all.put(Setting.DATA, data.toString());
    all.putAll(settings);
    return new TestServer(ServerMain.start(Settings.read(all, Map.of()), around), data, deleteData);
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("mneme-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where clients reach it, without a slash at the end. */
  public URI url() {
    return running.url();
  }

  /** What it answers. */
  public List<Routes.Declared> routes() {
    return running.routes();
  }

  /** The port it listens on. */
  public int port() {
    return running.url().getPort();
  }

  /** Where its data is. */
  public Path data() {
    return data;
  }

  /** The remote of an agent's memory, for git. */
  public String repositoryOf(String agentId) {
    return url() + "/v1/git/" + agentId + "/state.git";
  }

  /** A client without a key. */
  public TestClient client() {
    return client;
  }

  /** {@link TestClient#get}. */
  public Answer get(String path) {
    return client.get(path);
  }

  /** {@link TestClient#post}. */
  public Answer post(String path, @Nullable Object body) {
    return client.post(path, body);
  }

  /** {@link TestClient#patch}. */
  public Answer patch(String path, @Nullable Object body) {
    return client.patch(path, body);
  }

  /** {@link TestClient#delete}. */
  public Answer delete(String path) {
    return client.delete(path);
  }

  /** A new block; its id. */
  public String newBlock(String label, String value) {
    var body = TestClient.object("label", label, "value", value);
    return post("/v1/blocks/", body).ok().id();
  }

  /** A new agent with these tags; its id. */
  public String newAgent(String... tags) {
    return post("/v1/agents/", TestClient.object("tags", List.of(tags))).ok().id();
  }

  /** Stops as a process would that is told to end. */
  @Override
  public void close() {
    client.close();
    running.close();
    if (deleteData && Files.exists(data)) {
      delete(data);
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(TestServer::deleteOne);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
