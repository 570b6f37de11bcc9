package dev.mneme.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RepositoryTableTest extends DatabaseFixture {

  @Test
  void aMarkMakesDirtyAndOnlyReachingItMakesClean() {
    mark(3);
    assertThat(row().isDirty()).isTrue();

    advance("i", 2);
    assertThat(row().isDirty()).isTrue();
    mark(1);
    assertThat(row().pending()).isEqualTo(3);

    advance("i", 3);
    assertThat(row().isDirty()).isFalse();
    assertThat(all(tables -> tables.repositories().dirty())).isEmpty();
    mark(4);
    assertThat(all(tables -> tables.repositories().dirty())).containsExactly(row());
  }

  @Test
  void theSeqMovesForwardOnlyWithinOneIncarnation() {
    assertThat(advance("i", 5)).isTrue();
    assertThat(advance("i", 4)).isFalse();
    assertThat(row().position()).isEqualTo(new LogPosition("i", 5));
    assertThat(advance("i", 5)).isTrue();

    assertThat(advance("j", 1)).isTrue();
    assertThat(row().position()).isEqualTo(new LogPosition("j", 1));
  }

  @Test
  void whatIsPendingIsNotTouchedByAdvancing() {
    mark(9);
    advance("i", 5);
    advance("j", 6);

    assertThat(row().pending()).isEqualTo(9);
    assertThat(row().tip()).isEqualTo("tip of 6");
  }

  @Test
  void aRestoredDatabaseIsDirtyThroughout() {
    advance("i", 5);
    write(tables -> tables.repositories().markAll());

    assertThat(row().isDirty()).isTrue();
    advance("i", 6);
    assertThat(row().isDirty()).isFalse();
  }

  @Test
  void aroundAnAgentAreTheDirtyOnesThatHaveABlockOfIts() {
    write(tables -> {
      for (int agent = 1; agent <= 3; agent++) {
        tables.agents().insert(Rows.gitAgent(agent));
      }
      tables.blocks().insert(Rows.block(1, "shared"));
      tables.blocks().insert(Rows.block(2, "own"));
      tables.attachments().insert(Rows.attached(1, Rows.block(1, "shared")));
      tables.attachments().insert(Rows.attached(2, Rows.block(1, "shared")));
      tables.attachments().insert(Rows.attached(2, Rows.block(2, "own")));
      tables.attachments().insert(Rows.attached(3, Rows.block(2, "own")));
    });
    mark(1);

    assertThat(all(tables -> tables.repositories().dirtyAround(Rows.agentId(2))))
        .containsExactly(Rows.agentId(1));
    assertThat(all(tables -> tables.repositories().dirtyAround(Rows.agentId(3)))).isEmpty();
    assertThat(all(tables -> tables.repositories().dirtyAround(Rows.agentId(1)))).isEmpty();
    advance("i", 1);
    assertThat(all(tables -> tables.repositories().dirtyAround(Rows.agentId(2)))).isEmpty();
  }

  private void mark(long seq) {
    write(tables -> tables.repositories().mark(Rows.agentId(1), seq));
  }

  private boolean advance(String incarnation, long seq) {
    return database.write(
        Durability.CACHE,
        tables ->
            tables
                .repositories()
                .advance(Rows.agentId(1), new LogPosition(incarnation, seq), "tip of " + seq));
  }

  private StoredRepository row() {
    return database.read(tables -> tables.repositories().find(Rows.agentId(1))).orElseThrow();
  }
}
