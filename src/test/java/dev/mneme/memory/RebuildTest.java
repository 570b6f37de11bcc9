package dev.mneme.memory;

import static dev.mneme.memory.MemoryNode.BY;
import static dev.mneme.memory.MemoryNode.GIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.agent.AgentId;
import dev.mneme.block.BlockId;
import dev.mneme.block.JsonMap;
import dev.mneme.block.Tags;
import dev.mneme.database.Durability;
import dev.mneme.objects.Content;
import dev.mneme.objects.GetResult;
import dev.mneme.objects.ListPage;
import dev.mneme.objects.ObjectKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows are made anew, whatever they say and whoever reads or writes meanwhile: docs/adr/0016. */
@Timeout(300)
class RebuildTest extends MemoryFixture {

  /** What somebody may have put into any column. */
  private static final List<String> VALUES = List.of("NULL", "'garbage'", "999999", "x'ff'");

  private AgentId one() {
    AgentId agent = node.agent(List.of(GIT, "green"), "human", "notes/a");
    node.memory.agents().modify(agent, MemoryNode.field("project_id", "p1"), BY);
    BlockPatch patch =
        new BlockPatch(
            null,
            null,
            "who they are",
            77,
            true,
            new JsonMap(Map.of("k", 1)),
            true,
            Tags.of(List.of("t", "u")),
            new TemplatePatch(null, "tn", "ti", "bi", "p1", "d", "e", true));
    node.memory.blocks().modify(node.blockOf(agent, "system/human"), patch, BY);
    return agent;
  }

  private AgentId sharing(AgentId with) {
    AgentId agent = node.agent(List.of(GIT), "own");
    node.memory.coreMemory().attach(agent, node.blockOf(with, "system/human"), BY);
    return agent;
  }

  private List<BlockId> blocksOf(AgentId... agents) {
    return List.of(agents).stream()
        .flatMap(agent -> node.memory.agents().get(agent).blocks().stream())
        .map(block -> block.id())
        .distinct()
        .toList();
  }

  private Path databaseFile() {
    return folder.resolve("mneme.db");
  }

  @Test
  void everyColumnThatOtherHandsHaveChangedIsMadeAnew() {
    AgentId agent = one();
    List<AgentId> agents = List.of(agent, sharing(agent));
    List<BlockId> blocks = blocksOf(agents.getFirst(), agents.getLast());
    int changed = 0;
    try (var raw = new RawRows(databaseFile())) {
      var before = raw.of(agents, blocks);
      for (String table : RawRows.tables()) {
        for (String column : raw.columns(table)) {
          for (String value : VALUES) {
            String damage = "UPDATE OR IGNORE %s SET %s = %s".formatted(table, column, value);
            raw.execute(damage);
            changed += raw.of(agents, blocks).equals(before) ? 0 : 1;

            node.memory.repair().rebuildAll(RebuildTest::requireDone);

            assertThat(raw.of(agents, blocks)).as(damage).isEqualTo(before);
            removeUnderWrongIds(raw, agents, blocks);
          }
        }
      }
    }
    assertThat(changed).as("damages that changed anything").isGreaterThan(110);
  }

  private static void requireDone(Rebuilt done) {
    assertThat(done).isNotInstanceOf(Rebuilt.Failed.class);
  }

  /** Nobody can tell these from agents and blocks that only rows know. */
  private static void removeUnderWrongIds(RawRows raw, List<AgentId> agents, List<BlockId> blocks) {
    String agentIds = quoted(agents.stream().map(AgentId::value).toList());
    String blockIds = quoted(blocks.stream().map(BlockId::value).toList());
    raw.execute("DELETE FROM agents WHERE id NOT IN " + agentIds);
    raw.execute("DELETE FROM blocks WHERE id NOT IN " + blockIds);
    for (String table : List.of("agent_tags", "agent_references", "attachments", "repositories")) {
      raw.execute("DELETE FROM %s WHERE agent_id NOT IN %s".formatted(table, agentIds));
    }
    raw.execute("DELETE FROM block_tags WHERE block_id NOT IN " + blockIds);
  }

  private static String quoted(List<String> ids) {
    return "('" + String.join("', '", ids) + "')";
  }

  @Test
  void rowsThatAreGoneComeBackAndThoseThatShouldNotBeThereGo() {
    AgentId agent = one();
    AgentId other = sharing(agent);
    List<AgentId> agents = List.of(agent, other);
    List<BlockId> blocks = blocksOf(agent, other);
    BlockId stranger = node.block("stranger");
    try (var raw = new RawRows(databaseFile())) {
      var before = raw.of(agents, blocks);
      List<String> damages = new ArrayList<>();
      RawRows.tables().forEach(table -> damages.add("DELETE FROM " + table + " WHERE true"));
      for (String path : List.of("'stranger.md'", "NULL")) {
        damages.add(
            """
            INSERT INTO attachments (agent_id, block_id, label, attached_at, path, blob_id,
              state_blob_id, taken_version, taken_repository)
            VALUES ('%s', '%s', 'stranger', 1, %s, 'aa', 'bb', 7, '%s')
            """
                .formatted(agent, stranger, path, agent));
      }
      damages.add(
          "UPDATE attachments SET block_id = '%s' WHERE path = 'own.md'".formatted(stranger));
      damages.add(
          "UPDATE attachments SET agent_id = '%s' WHERE agent_id = '%s'".formatted(other, "x"));
      damages.add("INSERT INTO agent_tags VALUES ('%s', 'bogus')".formatted(agent));
      damages.add("INSERT INTO block_tags VALUES ('%s', 'bogus')".formatted(blocks.getFirst()));
      damages.add("INSERT INTO agent_references VALUES ('%s', 'project_id', 'p')".formatted(agent));
      for (String damage : damages) {
        raw.execute(damage);

        node.memory.repair().rebuildAll(RebuildTest::requireDone);

        assertThat(raw.of(agents, blocks)).as(damage).isEqualTo(before);
      }
    }
  }

  @Test
  void oneAgentIsMadeAnewWithTheBlocksThatItShares() {
    AgentId agent = one();
    AgentId other = sharing(agent);
    List<BlockId> blocks = blocksOf(other);
    try (var raw = new RawRows(databaseFile())) {
      var before = raw.of(List.of(other), blocks);
      raw.execute("UPDATE blocks SET value = 'damaged', label = 'l', version = version + 5");

      Rebuilt done = node.memory.repair().rebuild(other);

      assertThat(raw.of(List.of(other), blocks)).isEqualTo(before);
      assertThat(done)
          .isEqualTo(new Rebuilt.Changed(other.value(), Map.of("blocks", blocks.size())));
      assertThat(node.memory.repair().rebuild(other)).isEqualTo(new Rebuilt.Same(other.value()));
    }
  }

  @Test
  void writeThatIsInRowsOnlyIsNotTakenBack() {
    AgentId agent = node.agent(List.of(GIT), "human");
    BlockId block = node.blockOf(agent, "system/human");
    node.memory.agents().delete(agent, BY);
    node.memory.blocks().modify(block, BlockPatch.ofValue("in rows"), BY);
    node.repositories.of(agent).reopen(seq -> {});

    node.memory.repair().rebuild(agent);

    assertThat(node.value(block)).isEqualTo("in rows");
    node.memory.repair().run();
    assertThat(node.value(block)).isEqualTo("in rows");
  }

  @Test
  void agentWhoseGitMemoryIsDisabledIsLeftToItsRows() {
    AgentId agent = node.agent(List.of(GIT), "human");
    node.memory.agents().disable(agent, BY);
    node.memory
        .blocks()
        .modify(node.blockOf(agent, "system/human"), BlockPatch.ofValue("in rows"), BY);
    node.memory.agents().modify(agent, MemoryNode.field("system", "in rows"), BY);
    AgentView before = node.memory.agents().get(agent);

    assertThat(node.memory.repair().rebuild(agent)).isInstanceOf(Rebuilt.LeftAlone.class);

    assertThat(node.memory.agents().get(agent)).isEqualTo(before);
  }

  @Test
  void markOfAWriterOnItsWayIsKept() {
    AgentId agent = node.agent(List.of(GIT), "human");
    node.database.write(
        Durability.CACHE,
        tables -> {
          tables.repositories().mark(agent, 99);
          return true;
        });

    node.memory.repair().rebuild(agent);

    assertThat(node.database.read(tables -> tables.repositories().find(agent)).orElseThrow())
        .satisfies(row -> assertThat(row.isDirty()).isTrue());
  }

  @Test
  void damagedRepositoryIsNamedAndTheOthersAreDone() {
    AgentId damaged = one();
    AgentId sharing = sharing(damaged);
    AgentId third = node.agent(List.of(GIT), "human");
    damage(damaged);
    try (var fresh = new MemoryNode(folder.resolve("fresh.db"), store)) {
      List<Rebuilt> done = new ArrayList<>();

      fresh.memory.repair().rebuildAll(done::add);

      assertThat(done)
          .filteredOn(Rebuilt.Failed.class::isInstance)
          .singleElement()
          .satisfies(failed -> {
            assertThat(failed.repository()).isEqualTo(damaged.value());
            assertThat(((Rebuilt.Failed) failed).reason()).contains(damaged.value());
          });
      assertThat(done)
          .filteredOn(Rebuilt.Changed.class::isInstance)
          .extracting(Rebuilt::repository)
          .containsExactlyInAnyOrder(sharing.value(), third.value());
      assertThat(fresh.memory.agents().get(sharing)).isEqualTo(node.memory.agents().get(sharing));
      assertThatThrownBy(() -> fresh.memory.repair().rebuild(damaged))
          .hasMessageContaining(damaged.value());
    }
  }

  private void damage(AgentId agent) {
    ObjectKey record =
        store.list("repos/", "", 1000).entries().stream()
            .map(ListPage.Entry::key)
            .filter(key -> key.value().contains(agent.value()))
            .findFirst()
            .orElseThrow();
    byte[] bytes = ((GetResult.Found) store.get(record)).bytes();
    bytes[bytes.length / 2] ^= 1;
    store.delete(record);
    store.createIfAbsent(record, Content.of(bytes));
  }

  @Test
  void readersSeeEverythingAndWritersLoseNothingWhileRowsAreMadeAnew() throws Exception {
    AgentId agent = node.agent(List.of(GIT), "human", "b", "c");
    BlockId block = node.blockOf(agent, "system/human");
    var over = new AtomicBoolean();
    try (var reader = new MemoryNode(databaseFile(), store);
        var rebuilder = new MemoryNode(databaseFile(), store)) {
      List<Callable<Object>> all = new ArrayList<>();
      all.add(() -> {
        try {
          for (int i = 0; i < 60; i++) {
            node.memory.blocks().modify(block, BlockPatch.ofValue("v" + i), BY);
            assertThat(reader.value(block)).isEqualTo("v" + i);
          }
          return "written";
        } finally {
          over.set(true);
        }
      });
      all.add(() -> {
        while (!over.get()) {
          rebuilder.memory.repair().rebuild(agent);
        }
        return "rebuilt";
      });
      all.add(() -> {
        while (!over.get()) {
          assertThat(reader.memory.agents().get(agent).blocks()).hasSize(3);
          assertThat(reader.memory.agents().list(AgentQuery.DEFAULT)).hasSize(1);
        }
        return "read";
      });

      assertThat(atOnce(all)).containsExactly("written", "rebuilt", "read");
    }
  }
}
