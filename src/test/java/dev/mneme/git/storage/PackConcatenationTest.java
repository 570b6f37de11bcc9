package dev.mneme.git.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.transport.PackParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real git makes the packs, thin ones with both kinds of deltas, and judges what comes out. */
class PackConcatenationTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void packsOfPushesBecomeOneThatGitAcceptsWithEachObjectOnce(long seed) throws Exception {
    LogFixture node = LogFixture.inMemory();
    ObjectId tip = pushThinPacks(node, new Random(seed), 12);
    RepositoryState before = node.log().current().state();
    Set<ObjectId> ids = idsOf(before.packs());
    long physical = before.packs().stream().mapToLong(StoredPack::objects).sum();
    assertThat(physical).as("thin packs bring copies of their bases").isGreaterThan(ids.size());

    assertThat(new Checkpointing(node.logs.environment()).checkpoint(node.log(), before)).isTrue();

    LogFixture fresh = node.other();
    RepositoryState after = fresh.log().current().state();
    StoredPack one = after.packs().getFirst();
    assertThat(after.packs()).hasSize(1);
    assertThat(one.objects()).isEqualTo(ids.size());
    assertThat(idsOf(after.packs())).isEqualTo(ids);
    byte[] pack = one.reader().read(one.pack());
    Files.write(folder.resolve("one.pack"), pack);
    git("index-pack", "--strict", "one.pack");
    assertThat(git("cat-file", "-t", tip.name())).isEqualTo("commit");
    for (ObjectId id : ids) {
      assertThat(fresh.open().open(id).getBytes()).isEqualTo(node.open().open(id).getBytes());
    }
  }

  @Test
  void repackingKeepsEveryObjectAndWhatWasCommittedMeanwhile() throws Exception {
    LogFixture node = LogFixture.inMemory();
    pushThinPacks(node, new Random(9), 20);
    Set<ObjectId> ids = idsOf(node.log().current().state().packs());
    LogFixture other = node.other();

    Snapshot from = node.log().current();
    ObjectId meanwhile = other.commit("meanwhile", Map.of("later.md", "came in between"));
    assertThat(
            node.log()
                .compact(
                    Repacking.packsOf(LogRepository.open(node.log(), from)), from.state().seq()))
        .isTrue();

    RepositoryState state = node.other().log().current().state();
    assertThat(state.ref("refs/heads/main")).contains(meanwhile);
    assertThat(idsOf(state.packs())).containsAll(ids).contains(meanwhile);
    assertThat(state.packs()).hasSize(2);
    StoredPack packed =
        state.packs().stream().filter(p -> p.external() != null).findFirst().orElseThrow();
    Files.write(folder.resolve("repacked.pack"), packed.reader().read(packed.pack()));
    git("index-pack", "--strict", "repacked.pack");
    assertThat(Repacking.repack(node.log())).isTrue();
    assertThat(idsOf(node.other().log().current().state().packs())).containsAll(ids);
  }

  /** Each push is a thin pack of git's, completed by JGit with copies of the bases. */
  private ObjectId pushThinPacks(LogFixture node, Random random, int pushes) throws Exception {
    git("init", "-q", "-b", "main", ".");
    ObjectId tip = ObjectId.zeroId();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      text.append("line ").append(random.nextInt()).append('\n');
    }
    for (int i = 0; i < pushes; i++) {
      text.insert(random.nextInt(text.length()), " changed " + i + " ");
      Files.writeString(folder.resolve("notes.md"), text);
      Files.writeString(folder.resolve("file" + i % 3 + ".md"), "small " + random.nextInt());
      git("add", "-A");
      git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "push " + i);
      ObjectId next = ObjectId.fromString(git("rev-parse", "HEAD"));
      receive(node, tip, next);
      tip = next;
    }
    return tip;
  }

  private void receive(LogFixture node, ObjectId from, ObjectId to) throws Exception {
    String revisions =
        to.name() + (from.equals(ObjectId.zeroId()) ? "\n" : "\n^" + from.name() + "\n");
    byte[] thin =
        run(
            revisions.getBytes(StandardCharsets.UTF_8),
            List.of(
                "git",
                "pack-objects",
                "--thin",
                "--stdout",
                "--revs",
                "--delta-base-offset",
                "-q"));
    try (LogRepository repository = node.open();
        ObjectInserter inserter = repository.newObjectInserter()) {
      PackParser parser = inserter.newPackParser(new ByteArrayInputStream(thin));
      parser.setAllowThin(true);
      parser.parse(NullProgressMonitor.INSTANCE);
      inserter.flush();
      CommitResult result =
          repository.commit(List.of(new RefMove("refs/heads/main", from, to)), Map.of());
      assertThat(result).isInstanceOf(CommitResult.Committed.class);
    }
  }

  private static Set<ObjectId> idsOf(List<StoredPack> packs) {
    Set<ObjectId> ids = new HashSet<>();
    for (StoredPack pack : packs) {
      for (int nth = 0; nth < pack.index().count(); nth++) {
        ids.add(pack.index().getObjectId(nth));
      }
    }
    return ids;
  }

  private String git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    return new String(run(new byte[0], command), StandardCharsets.UTF_8).strip();
  }

  private byte[] run(byte[] input, List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().put("GIT_CONFIG_SYSTEM", "/dev/null");
    Path errors = folder.resolve(".git-errors");
    Process process = builder.redirectError(errors.toFile()).start();
    try (var to = process.getOutputStream()) {
      to.write(input);
    }
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).as(() -> command + ": " + read(errors)).isZero();
    return output;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
