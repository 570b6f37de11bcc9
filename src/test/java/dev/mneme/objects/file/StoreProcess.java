package dev.mneme.objects.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mneme.objects.Content;
import dev.mneme.objects.CreateResult;
import dev.mneme.objects.GetResult;
import dev.mneme.objects.ObjectKey;
import dev.mneme.objects.ObjectStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * A process of its own that creates objects in a folder and prints each acknowledged key.
 *
 * <p>The bytes of an object follow from its key and its writer, so that anyone can tell a whole one
 * from a torn one.
 */
final class StoreProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader acknowledged;

  private StoreProcess(Process process) {
    this.process = process;
    this.acknowledged = process.inputReader(UTF_8);
  }

  /** Starts a process that creates {@code prefix/0}, {@code prefix/1} and so on, up to a count. */
  static StoreProcess start(Path root, String prefix, String writer, int count) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command =
        List.of(
            java,
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            StoreProcess.class.getName(),
            root.toString(),
            prefix,
            writer,
            String.valueOf(count));
    return new StoreProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** The next key this process was told it has created, or null after the last. */
  @org.jspecify.annotations.Nullable
  String nextAcknowledged() throws IOException {
    return acknowledged.readLine();
  }

  /** Waits at a line of its input, so that two of them begin together. */
  void begin() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /** Kills with SIGKILL, at once; unlike {@link Process#destroy} it leaves the output readable. */
  void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  /** Whether the bytes are those of a whole object that one of the writers made under that key. */
  static boolean isWhole(String key, byte[] bytes) {
    int end = new String(bytes, 0, Math.min(bytes.length, 20), UTF_8).indexOf(' ');
    return end > 0 && Arrays.equals(bytes, bytesOf(key, new String(bytes, 0, end, UTF_8)));
  }

  /** The writer that made an object. */
  static String writerOf(GetResult.Found found) {
    return new String(found.bytes(), UTF_8).split(" ", 2)[0];
  }

  private static byte[] bytesOf(String key, String writer) {
    CRC32 seed = new CRC32();
    seed.update((key + writer).getBytes(UTF_8));
    Random random = new Random(seed.getValue());
    StringBuilder text = new StringBuilder(writer + " " + key);
    for (int more = random.nextInt(600); more > 0; more--) {
      text.append(Long.toHexString(random.nextLong()));
    }
    return text.toString().getBytes(UTF_8);
  }

  /** The other process. */
  public static void main(String[] args) throws IOException {
    int ready = System.in.read();
    try (ObjectStore store = new FileObjectStore(Path.of(args[0]), Clock.systemUTC())) {
      for (int i = 0; ready >= 0 && i < Integer.parseInt(args[3]); i++) {
        String key = args[1] + "/" + i;
        CreateResult result =
            store.createIfAbsent(new ObjectKey(key), Content.of(bytesOf(key, args[2])));
        if (result instanceof CreateResult.Created) {
          System.out.println(key);
        }
      }
    }
  }
}
