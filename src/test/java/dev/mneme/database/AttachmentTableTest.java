package dev.mneme.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.block.Block;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttachmentTableTest extends DatabaseFixture {

  @BeforeEach
  void store() {
    write(tables -> {
      for (int agent = 1; agent <= 2; agent++) {
        tables.agents().insert(Rows.agent(agent));
      }
      tables.agents().insert(Rows.gitAgent(3));
      for (int block = 1; block <= 4; block++) {
        tables.blocks().insert(Rows.block(block, "block " + block));
      }
    });
  }

  @Test
  void labelsThatDifferInCaseOnlyAreDifferent() {
    attach(1, Rows.block(1, "human"));
    attach(1, Rows.block(2, "Human"));
    attach(1, Rows.block(3, "HUMAN"));

    assertThat(value(1, "Human")).isEqualTo("value 2");
    assertThat(value(1, "HUMAN")).isEqualTo("value 3");
    assertThat(one(t -> t.attachments().find(Rows.agentId(1), "hUMAN"))).isEmpty();
  }

  @Test
  void blocksComeInTheOrderOfAttachmentAndByIdOnDemand() {
    attach(1, Rows.block(3, "c"));
    attach(1, Rows.block(1, "a"));
    attach(1, Rows.block(2, "b"));
    attach(2, Rows.block(2, "b"));

    assertThat(labels(database.read(t -> t.attachments().of(Rows.agentId(1)))))
        .containsExactly("a", "b", "c");
    assertThat(byId(null, null, true, 2)).containsExactly("c", "b");
    assertThat(byId(null, Rows.blockId(2).value(), true, 9)).containsExactly("a");
    assertThat(byId(Rows.blockId(2).value(), null, false, 9)).containsExactly("a");
    assertThat(byId("block-00000001~", null, false, 9)).containsExactly("a");
    assertThat(
            map(t ->
                t.attachments().of(List.of(Rows.agentId(2), Rows.agentId(1), Rows.agentId(9)))))
        .containsOnlyKeys(Rows.agentId(1), Rows.agentId(2), Rows.agentId(9))
        .hasEntrySatisfying(
            Rows.agentId(1),
            blocks -> assertThat(blocks).extracting(Block::label).containsExactly("a", "b", "c"));
  }

  @Test
  void aRenameIsARenameEverywhereOrNowhere() {
    attach(1, Rows.block(1, "a"));
    attach(2, Rows.block(1, "a"));
    write(tables -> tables.attachments().rename(Rows.blockId(1), "b"));
    assertThat(value(1, "b")).isEqualTo(value(2, "b")).isEqualTo("value 1");

    attach(2, Rows.block(2, "c"));
    assertThatThrownBy(() -> write(tables -> tables.attachments().rename(Rows.blockId(1), "c")))
        .isInstanceOf(DuplicateException.class);
    assertThat(value(1, "b")).isEqualTo(value(2, "b")).isEqualTo("value 1");
  }

  @Test
  void deletingAnAgentKeepsItsBlocksAndDeletingABlockDetachesIt() {
    attach(1, Rows.block(1, "a"));
    attach(2, Rows.block(1, "a"));
    write(tables -> tables.agents().delete(Rows.agentId(1)));

    assertThat(all(t -> t.attachments().agentsOf(Rows.blockId(1))))
        .containsExactly(Rows.agentId(2));
    write(tables -> tables.blocks().delete(Rows.blockId(1)));
    assertThat(all(t -> t.attachments().of(Rows.agentId(2)))).isEmpty();
  }

  @Test
  void theAgentThatHadABlockFirstIsItsFirst() {
    write(tables -> {
      tables.attachments().insert(attachedAt(3, 20));
      tables.attachments().insert(attachedAt(1, 30));
      tables.attachments().insert(attachedAt(2, 10));
    });

    assertThat(all(t -> t.attachments().agentsOf(Rows.blockId(1))))
        .containsExactly(Rows.agentId(2), Rows.agentId(3), Rows.agentId(1));
    assertThat(all(t -> t.attachments().gitAgentsOf(Rows.blockId(1))))
        .containsExactly(Rows.agentId(3));
  }

  private static AttachedFile attachedAt(int agent, int second) {
    return AttachedFile.plain(Rows.agentId(agent), Rows.blockId(1), "x", Rows.instant(second));
  }

  private void attach(int agent, StoredBlock block) {
    write(tables -> tables.attachments().insert(Rows.attached(agent, block)));
  }

  private String value(int agent, String label) {
    return database
        .read(tables -> tables.attachments().find(Rows.agentId(agent), label))
        .orElseThrow()
        .block()
        .value();
  }

  private List<String> byId(
      @org.jspecify.annotations.Nullable String before,
      @org.jspecify.annotations.Nullable String after,
      boolean descending,
      int limit) {
    return labels(
        database.read(
            t -> t.attachments().byId(Rows.agentId(1), before, after, descending, limit)));
  }

  private static List<String> labels(List<StoredBlock> blocks) {
    return blocks.stream().map(stored -> stored.block().label()).toList();
  }
}
