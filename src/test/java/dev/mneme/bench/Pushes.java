package dev.mneme.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The bodies of a chain of pushes, each of one small commit, made before anything is measured: what
 * git would send, byte for byte.
 */
final class Pushes {
  private static final String CAPABILITIES =
      "\0 report-status side-band-64k object-format=sha1 agent=git/2.39.5";
  private final List<byte[]> bodies;
  private int next;

  private Pushes(List<byte[]> bodies) {
    this.bodies = bodies;
  }

  /** Makes the pushes on top of a copy of the repository that they will go to. */
  static List<byte[]> chain(GitFolder clone, int count) throws IOException {
    List<byte[]> bodies = new ArrayList<>();
    try (JGitFolder edits = new JGitFolder(clone.path());
        FileRepository repository = new FileRepository(clone.path().toFile())) {
      ObjectId head = repository.resolve("refs/heads/main");
      for (int i = 0; i < count; i++) {
        edits.run();
        ObjectId now = repository.resolve("refs/heads/main");
        bodies.add(body(repository, head, now));
        head = now;
      }
    }
    return bodies;
  }

  private static byte[] body(FileRepository repository, ObjectId from, ObjectId to)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String command = "%s %s refs/heads/main%s".formatted(from.name(), to.name(), CAPABILITIES);
    out.writeBytes(Lines.line(command));
    out.writeBytes(Lines.FLUSH);
    try (PackWriter pack = new PackWriter(repository)) {
      pack.setThin(true);
      pack.preparePack(NullProgressMonitor.INSTANCE, Set.of(to), Set.of(from));
      pack.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, out);
    }
    return out.toByteArray();
  }

  /** The pushes of one contender, over a connection that is kept. */
  static Race.Step to(Wire wire, String path, List<byte[]> bodies) {
    Pushes pushes = new Pushes(bodies);
    return () -> {
      byte[] body = pushes.bodies.get(pushes.next++);
      byte[] answer =
          wire.send(
              "POST",
              path + "/git-receive-pack",
              body,
              "Content-Type: application/x-git-receive-pack-request",
              "User-Agent: git/2.39.5");
      String text = new String(answer, StandardCharsets.ISO_8859_1);
      if (!text.contains("ok refs/heads/main")) {
        throw new IOException("the push was refused: " + text);
      }
    };
  }
}
