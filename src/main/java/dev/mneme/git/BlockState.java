package dev.mneme.git;

import dev.mneme.block.Block;
import dev.mneme.block.BlockContent;
import dev.mneme.block.BlockId;
import dev.mneme.block.JsonMap;
import dev.mneme.block.Tags;
import dev.mneme.block.TemplateFields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All of an attached block but its label, which is the path, and its value, which is the file: as
 * the hidden ref keeps it.
 *
 * @param createdAt of the block, with microseconds
 * @param attachedAt when this agent got it, with microseconds
 * @param valueFrom the content that the block's value comes from where it is not the file's: that
 *     is not text, or gone
 */
public record BlockState(
    BlockId id,
    @Nullable String description,
    int limit,
    boolean readOnly,
    JsonMap metadata,
    @Nullable Boolean hidden,
    Tags tags,
    TemplateFields template,
    Instant createdAt,
    Instant attachedAt,
    @Nullable GitId valueFrom) {

  /** What the hidden ref says of a block. */
  public static BlockState of(Block block, Instant createdAt, Instant attachedAt) {
    return new BlockState(
        block.id(),
        block.description(),
        block.limit(),
        block.readOnly(),
        block.metadata(),
        block.hidden(),
        block.tags(),
        block.template(),
        createdAt,
        attachedAt,
        null);
  }

  /** The same block, attached at that time. */
  public BlockState attachedAt(Instant time) {
    return new BlockState(
        id,
        description,
        limit,
        readOnly,
        metadata,
        hidden,
        tags,
        template,
        createdAt,
        time,
        valueFrom);
  }

  /** The same content as a block that is attached: its id and its times stay. */
  public BlockState attachedAs(BlockState attached) {
    return new BlockState(
        attached.id,
        description,
        limit,
        readOnly,
        metadata,
        hidden,
        tags,
        template,
        attached.createdAt,
        attached.attachedAt,
        valueFrom);
  }

  /** The block, with the label and the value that come from elsewhere. */
  public Block toBlock(String label, String value) {
    return new Block(
        id, label, value, description, limit, readOnly, metadata, hidden, tags, template);
  }

  /** What a file may say of this block, with a value from elsewhere. */
  public BlockContent content(String value) {
    return new BlockContent(value, description, limit, readOnly, metadata);
  }

  /** The same block after its file said something else; its value is the file's again. */
  public BlockState with(BlockContent content) {
    return new BlockState(
        id,
        content.description(),
        content.limitChars(),
        content.readOnly(),
        content.metadata(),
        hidden,
        tags,
        template,
        createdAt,
        attachedAt,
        null);
  }

  /** The same block, keeping the value that this content has. */
  public BlockState keeping(GitId content) {
    return new BlockState(
        id,
        description,
        limit,
        readOnly,
        metadata,
        hidden,
        tags,
        template,
        createdAt,
        attachedAt,
        content);
  }
}
