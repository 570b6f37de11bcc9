package dev.mneme.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttachedFileTableTest extends DatabaseFixture {
  private static final BlockVersion OLD = new BlockVersion(4, "z");
  private static final BlockVersion NEW = new BlockVersion(5, "a");

  @BeforeEach
  void store() {
    write(tables -> {
      for (int agent = 1; agent <= 3; agent++) {
        tables.agents().insert(Rows.gitAgent(agent));
      }
      tables.agents().insert(Rows.agent(4));
      tables.blocks().insert(Rows.version(Rows.block(1, "shared"), 5, "a"));
      tables.blocks().insert(Rows.block(2, "b"));
    });
  }

  @Test
  void behindIsWhoHasAFileOfAnOlderVersion() {
    put(Rows.file(1, Rows.block(1, "shared"), NEW));
    put(Rows.file(2, Rows.block(1, "shared"), OLD));
    put(Rows.attached(3, Rows.block(1, "shared")));
    put(Rows.file(4, Rows.block(1, "shared"), OLD));

    assertThat(all(t -> t.files().agentsBehind())).containsExactly(Rows.agentId(2));
    assertThat(all(t -> t.files().agentsBehind(List.of(Rows.blockId(1)))))
        .containsExactly(Rows.agentId(2));
    assertThat(all(t -> t.files().agentsBehind(List.of(Rows.blockId(2))))).isEmpty();
    assertThat(all(t -> t.files().behind(Rows.agentId(2))))
        .containsExactly(Rows.file(2, Rows.block(1, "shared"), OLD));
    assertThat(all(t -> t.files().behind(Rows.agentId(1)))).isEmpty();

    put(Rows.file(2, Rows.block(1, "shared"), NEW));
    assertThat(all(t -> t.files().agentsBehind())).isEmpty();
  }

  @Test
  void twoFilesMayTakeEachOthersNames() {
    put(Rows.file(1, Rows.block(1, "x"), NEW));
    put(Rows.file(1, Rows.block(2, "y"), NEW));
    write(tables -> {
      tables.files().put(Rows.file(1, Rows.block(1, "y"), NEW));
      tables.files().put(Rows.file(1, Rows.block(2, "x"), NEW));
    });

    assertThat(all(t -> t.files().of(Rows.agentId(1))))
        .containsExactly(
            Rows.file(1, Rows.block(2, "x"), NEW), Rows.file(1, Rows.block(1, "y"), NEW));
  }

  @Test
  void whoHasNoFileOfABlockIsRenamedWithItUnlessTheLabelIsTaken() {
    put(Rows.attached(4, Rows.block(1, "old")));
    put(Rows.file(1, Rows.block(1, "old"), NEW));
    put(Rows.attached(2, Rows.block(1, "old")));
    put(Rows.attached(2, Rows.block(2, "new")));
    write(tables -> tables.files().renameWithoutFiles(Rows.blockId(1), "new"));

    assertThat(labels(4)).containsExactly("new");
    assertThat(labels(1)).containsExactly("old");
    assertThat(labels(2)).containsExactly("new", "old");
  }

  private void put(AttachedFile file) {
    write(tables -> tables.files().put(file));
  }

  private List<String> labels(int agent) {
    return database.read(t -> t.files().of(Rows.agentId(agent))).stream()
        .map(AttachedFile::label)
        .toList();
  }
}
