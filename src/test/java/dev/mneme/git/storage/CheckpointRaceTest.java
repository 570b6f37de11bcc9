package dev.mneme.git.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Races of checkpoints that the simulation has found, each by itself. */
class CheckpointRaceTest {
  private final LogFixture node = LogFixture.inMemory();

  @Test
  void checkpointThatWasOvertakenByACompactionBringsNoPackBack() throws IOException {
    node.commit("first", Map.of("a.md", "1"));
    assertThat(Repacking.repack(node.log())).isTrue();
    node.commit("second", Map.of("a.md", "2"));
    RepositoryState overtaken = node.log().current().state();
    assertThat(Repacking.repack(node.log())).isTrue();

    assertThat(new Checkpointing(node.logs.environment()).checkpoint(node.log(), overtaken))
        .isTrue();

    RepositoryState rebased = node.log().current().state();
    assertThat(rebased.base().seq()).isEqualTo(overtaken.seq());
    assertThat(external(rebased)).isEqualTo(external(node.other().log().current().state()));
    assertThat(external(rebased)).hasSize(1);
  }

  @Test
  void packsOfAStateAreTheSameWhicheverCheckpointItWasLoadedFrom() throws IOException {
    node.commit("first", Map.of("a.md", "1"));
    RepositoryState covered = node.log().current().state();
    List<PackBytes> pack = one(covered);
    node.log().compact(pack, covered.seq());
    node.commit("second", Map.of("a.md", "2"));
    RepositoryState second = node.log().current().state();
    List<PackBytes> both = one(second);
    node.commit("third", Map.of("a.md", "3"));
    RepositoryState third = node.log().current().state();
    new Checkpointing(node.logs.environment()).checkpoint(node.log(), third);
    LogFixture fromCheckpoint = node.other();
    assertThat(fromCheckpoint.log().current().state().base().seq()).isEqualTo(third.seq());

    assertThat(node.log().compact(both, second.seq())).isTrue();

    assertThat(external(fromCheckpoint.log().current().state()))
        .isEqualTo(external(node.log().current().state()))
        .hasSize(1);
  }

  private static List<PackBytes> one(RepositoryState state) {
    return List.of(
        PackConcatenation.of(
            state.packs().stream()
                .map(pack -> new PackBytes(pack.reader().read(pack.pack()), pack.index()))
                .toList()));
  }

  private static List<ExternalPack> external(RepositoryState state) {
    return CheckpointCodec.external(state);
  }
}
