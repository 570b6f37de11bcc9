package dev.mneme.demo;

import dev.mneme.agent.Actor;
import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.block.Block;
import dev.mneme.block.BlockId;
import dev.mneme.block.JsonMap;
import dev.mneme.block.Tags;
import dev.mneme.memory.AgentQuery;
import dev.mneme.memory.AgentView;
import dev.mneme.memory.Attribution;
import dev.mneme.memory.BlockPatch;
import dev.mneme.memory.IdSource;
import dev.mneme.memory.Memory;
import dev.mneme.memory.NewAgent;
import dev.mneme.memory.NewBlock;
import dev.mneme.memory.Order;
import dev.mneme.memory.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells the {@link Story} to a memory, one use case after the other. */
public final class DemoAgent {
  /** What the sample agent is recognized by. */
  static final String TAG = "mneme-demo";

  private static final String MODEL = "anthropic/claude-sonnet-4-5";

  private final Memory memory;
  private final StoryClock clock;
  private final IdSource ids;

  private DemoAgent(Memory memory, StoryClock clock, IdSource ids) {
    this.memory = memory;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Finds the sample agent, or creates it with its history.
   *
   * <p>One that is there stays as it is, whatever has been done to it since. Takes about twenty
   * durable writes the first time.
   *
   * @param memory must read the time from {@code clock}, so must its repositories
   */
  public static AgentId ensure(Memory memory, StoryClock clock, IdSource ids) {
    return find(memory).orElseGet(() -> new DemoAgent(memory, clock, ids).tell());
  }

  private static Optional<AgentId> find(Memory memory) {
    AgentQuery all = AgentQuery.DEFAULT;
    var query =
        new AgentQuery(
            null,
            null,
            List.of(TAG),
            false,
            null,
            null,
            null,
            null,
            List.of(),
            true,
            all.orderBy(),
            Page.first(1, Order.ASC));
    return memory.agents().list(query).stream().map(AgentView::agent).map(Agent::id).findFirst();
  }

  private AgentId tell() {
    clock.moveTo(Story.BIRTH.day(), Story.BIRTH.time());
    AgentId agent = memory.agents().create(newborn(), by(Story.BIRTH)).agent().id();
    for (Scene scene : Story.SCENES) {
      clock.moveTo(scene.day(), scene.time());
      play(agent, scene.act(), by(scene));
    }
    return agent;
  }

  private static NewAgent newborn() {
    return new NewAgent(
        Story.NAME,
        Story.FIRST_BLOCKS.stream().map(DemoAgent::newBlock).toList(),
        List.of(),
        new Tags(List.of(Agent.GIT_MEMORY_TAG, TAG)),
        null,
        JsonMap.EMPTY);
  }

  private static NewBlock newBlock(Scene.Act.Create create) {
    NewBlock plain = NewBlock.of(create.label(), create.value());
    return new NewBlock(
        plain.label(),
        plain.value(),
        create.description(),
        plain.limit(),
        plain.readOnly(),
        plain.metadata(),
        plain.hidden(),
        plain.tags(),
        plain.template());
  }

  private Attribution by(Scene scene) {
    Map<String, String> trailers = new LinkedHashMap<>();
    trailers.put("Author-Kind", scene.voice().kind());
    trailers.put("Reason", scene.reason());
    if (scene.voice() != Scene.Voice.HUMAN) {
      trailers.put("Run-Id", "run-" + ids.uuid());
      trailers.put("Model", MODEL);
    }
    return new Attribution(Actor.DEFAULT, trailers, false);
  }

  private void play(AgentId agent, Scene.Act act, Attribution by) {
    switch (act) {
      case Scene.Act.Create create -> {
        BlockId block = memory.blocks().create(newBlock(create), by).block().id();
        memory.coreMemory().attach(agent, block, by);
      }
      case Scene.Act.Append(String label, String text) ->
          modify(agent, label, BlockPatch.ofValue(block(agent, label).value() + text), by);
      case Scene.Act.Replace(String label, String old, String text) ->
          modify(agent, label, replacement(block(agent, label), old, text), by);
      case Scene.Act.Rename(String from, String to) ->
          modify(agent, from, BlockPatch.ofLabel(to), by);
      case Scene.Act.Delete(String label) -> memory.blocks().delete(block(agent, label).id(), by);
    }
  }

  private void modify(AgentId agent, String label, BlockPatch patch, Attribution by) {
    memory.coreMemory().modify(agent, label, patch, by);
  }

  private Block block(AgentId agent, String label) {
    return memory.coreMemory().get(agent, label).block();
  }

  private static BlockPatch replacement(Block block, String old, String text) {
    int at = block.value().indexOf(old);
    if (at < 0 || block.value().indexOf(old, at + 1) >= 0) {
      throw new IllegalStateException("'%s' is not once in %s".formatted(old, block.label()));
    }
    return BlockPatch.ofValue(block.value().replace(old, text));
  }
}
