package dev.mneme.git.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.transport.ReceiveCommand;

/** Edits, branches and pushes with real objects, as a seed gives them. */
final class GitWork {
  private static final AtomicLong CLIENTS = new AtomicLong();
  private final SplittableRandom random;
  private final Map<String, String> files = new TreeMap<>();

  GitWork(SplittableRandom random) {
    this.random = random;
  }

  /** Changes a line of a file: large ones become deltas. */
  private Map<String, String> edited() {
    String path = "system/f" + random.nextInt(6) + ".md";
    String[] lines = files.getOrDefault(path, "line\n".repeat(random.nextInt(1, 400))).split("\n");
    lines[random.nextInt(lines.length)] = "edit " + random.nextLong();
    files.put(path, String.join("\n", lines) + "\n");
    return Map.copyOf(files);
  }

  private static ObjectId main(LogRepository repository) {
    return repository.state().ref(LogRefDatabase.MAIN).orElse(ObjectId.zeroId());
  }

  /** A commit as a REST write makes it. */
  void edit(LogFixture node) throws IOException {
    node.commit("edit " + random.nextLong(), edited());
  }

  /** A branch comes, moves or goes. */
  void moveBranch(LogFixture node) throws IOException {
    try (LogRepository repository = node.open()) {
      String branch = "refs/heads/b" + random.nextInt(3);
      ObjectId was = repository.state().ref(branch).orElse(ObjectId.zeroId());
      boolean delete = !was.equals(ObjectId.zeroId()) && random.nextBoolean();
      ObjectId to = delete ? ObjectId.zeroId() : main(repository);
      if (!to.equals(was)) {
        List<RefMove> moves = List.of(new RefMove(branch, was, to));
        assertThat(repository.commit(moves, Map.of())).isInstanceOf(CommitResult.Committed.class);
      }
    }
  }

  /** A clone, a commit in it and the push of a thin pack. */
  void push(LogFixture node) throws IOException {
    try (LogRepository server = node.open();
        InMemoryRepository client =
            new InMemoryRepository(
                new DfsRepositoryDescription("client-" + CLIENTS.incrementAndGet()))) {
      ObjectId old = main(server);
      if (old.equals(ObjectId.zeroId())) {
        return;
      }
      receive(client, packed(server, Set.of(old), Set.of()), false);
      ObjectId tip = commit(client, old);
      receive(server, packed(client, Set.of(tip), Set.of(old)), true);
      assertThat(moveMain(server, old, tip)).isEqualTo(ReceiveCommand.Result.OK);
    }
  }

  private ObjectId commit(Repository client, ObjectId parent) throws IOException {
    return LogFixture.insert(client, parent, "push " + random.nextLong(), edited());
  }

  private static byte[] packed(Repository from, Set<ObjectId> want, Set<ObjectId> have)
      throws IOException {
    try (PackWriter writer = new PackWriter(from)) {
      writer.setThin(!have.isEmpty());
      writer.setDeltaBaseAsOffset(true);
      writer.preparePack(NullProgressMonitor.INSTANCE, want, have);
      ByteArrayOutputStream pack = new ByteArrayOutputStream();
      writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, pack);
      return pack.toByteArray();
    }
  }

  private static void receive(Repository to, byte[] pack, boolean thin) throws IOException {
    try (ObjectInserter inserter = to.newObjectInserter()) {
      PackParser parser = inserter.newPackParser(new ByteArrayInputStream(pack));
      parser.setAllowThin(thin);
      parser.parse(NullProgressMonitor.INSTANCE);
      inserter.flush();
    }
  }

  private static ReceiveCommand.Result moveMain(LogRepository server, ObjectId from, ObjectId to)
      throws IOException {
    ReceiveCommand command = new ReceiveCommand(from, to, LogRefDatabase.MAIN);
    BatchRefUpdate update = server.getRefDatabase().newBatchUpdate();
    update.addCommand(command);
    try (RevWalk walk = new RevWalk(server)) {
      update.execute(walk, NullProgressMonitor.INSTANCE);
    }
    return command.getResult();
  }

  /** Ids of all objects that a state has packed. */
  static Set<ObjectId> ids(RepositoryState state) {
    Set<ObjectId> ids = new TreeSet<>();
    for (StoredPack pack : state.packs()) {
      for (int nth = 0; nth < pack.index().count(); nth++) {
        ids.add(pack.index().getObjectId(nth));
      }
    }
    return ids;
  }

  /** The type of an object and the id that its bytes have. */
  static String describe(ObjectReader reader, ObjectId id) throws IOException {
    ObjectLoader loader = reader.open(id);
    ObjectId found = new ObjectInserter.Formatter().idFor(loader.getType(), loader.getBytes());
    return Constants.typeString(loader.getType()) + " " + found.name();
  }

  /** Each pack by itself and the whole repository pass git's strict checks. */
  static void assertGitAccepts(RepositoryState state, Path folder)
      throws IOException, InterruptedException {
    git(folder, "", "init", "-q", "--bare", ".");
    int number = 0;
    for (StoredPack pack : state.packs()) {
      Path file = folder.resolve("objects/pack/pack-%040d.pack".formatted(++number));
      Files.write(file, pack.reader().read(pack.pack()));
      git(folder, "", "index-pack", "--strict", file.toString());
    }
    StringBuilder updates = new StringBuilder();
    state.refs().forEach((name, id) -> updates.append("create %s %s\n".formatted(name, id.name())));
    git(folder, updates.toString(), "update-ref", "--stdin");
    git(folder, "", "symbolic-ref", "HEAD", LogRefDatabase.MAIN);
    assertThat(git(folder, "", "fsck", "--full", "--strict", "--no-dangling")).isEmpty();
  }

  private static String git(Path folder, String input, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("git").directory(folder.toFile());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("HOME", folder.toString());
    Process git = builder.redirectErrorStream(true).start();
    try (var in = git.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(git.waitFor()).as("git %s: %s", List.of(arguments), said).isZero();
    return said;
  }
}
