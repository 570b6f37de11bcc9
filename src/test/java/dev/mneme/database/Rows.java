package dev.mneme.database;

import dev.mneme.agent.Actor;
import dev.mneme.agent.Agent;
import dev.mneme.agent.AgentId;
import dev.mneme.block.Block;
import dev.mneme.block.BlockId;
import dev.mneme.block.JsonMap;
import dev.mneme.block.Tags;
import dev.mneme.block.TemplateFields;
import java.time.Instant;
import java.util.List;

/** Rows to be stored: numbers make ids, and instants in their order. */
final class Rows {
  private Rows() {}

  static AgentId agentId(int number) {
    return new AgentId(AgentId.PREFIX + uuid(number));
  }

  static BlockId blockId(int number) {
    return new BlockId(BlockId.PREFIX + uuid(number));
  }

  static Instant instant(int number) {
    return Instant.parse("2026-01-01T00:00:00.000001Z").plusSeconds(number);
  }

  static Agent agent(int number) {
    return agent(number, "agent " + number);
  }

  static Agent agent(int number, String name, String... tags) {
    return new Agent(
        agentId(number),
        Actor.DEFAULT.organization(),
        name,
        Tags.of(List.of(tags)),
        null,
        JsonMap.EMPTY,
        instant(number),
        instant(number));
  }

  static Agent gitAgent(int number) {
    return agent(number, "git agent " + number, Agent.GIT_MEMORY_TAG);
  }

  static StoredBlock block(int number, String label) {
    return block(number, label, "value " + number);
  }

  static StoredBlock block(int number, String label, String value, String... tags) {
    Block block =
        new Block(
            blockId(number),
            label,
            value,
            null,
            Block.DEFAULT_LIMIT,
            false,
            JsonMap.EMPTY,
            null,
            Tags.of(List.of(tags)),
            TemplateFields.NONE);
    return new StoredBlock(block, BlockVersion.PLAIN, instant(number));
  }

  static StoredBlock version(StoredBlock block, long version, String repository) {
    return new StoredBlock(block.block(), new BlockVersion(version, repository), block.createdAt());
  }

  static AttachedFile attached(int agent, StoredBlock block) {
    return AttachedFile.plain(
        agentId(agent), block.block().id(), block.block().label(), block.createdAt());
  }

  static AttachedFile file(int agent, StoredBlock block, BlockVersion taken) {
    String label = block.block().label();
    return new AttachedFile(
        agentId(agent),
        block.block().id(),
        label,
        block.createdAt(),
        label + ".md",
        "blob of " + label,
        "state of " + label,
        taken);
  }

  private static String uuid(int number) {
    return "%08x-0000-4000-8000-000000000000".formatted(number);
  }
}
