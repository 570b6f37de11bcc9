package dev.mneme.git.storage;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jgit.internal.storage.dfs.DfsBlockCache;
import org.eclipse.jgit.internal.storage.dfs.DfsObjDatabase;
import org.eclipse.jgit.internal.storage.dfs.DfsOutputStream;
import org.eclipse.jgit.internal.storage.dfs.DfsPackDescription;
import org.eclipse.jgit.internal.storage.dfs.DfsPackFile;
import org.eclipse.jgit.internal.storage.dfs.DfsReader;
import org.eclipse.jgit.internal.storage.dfs.DfsReaderOptions;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.ReadableChannel;
import org.eclipse.jgit.internal.storage.pack.PackExt;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.jspecify.annotations.Nullable;

/** The packs of a state, and those that the request has staged on top. */
final class LogObjDatabase extends DfsObjDatabase {
  /**
   * Staged packs live in the block cache for a while; their names must never come again in this
   * process.
   */
  private static final AtomicLong STAGED_NAMES = new AtomicLong();

  /** How much of a pack is read at once that is sent from beginning to end. */
  private static final int STREAMED_BYTES = 1 << 20;

  private final LogRepository repository;
  private final List<StagedPack> staged = new ArrayList<>();
  private Set<ObjectId> shallow = Set.of();
  private PackMeter meter = PackMeter.NONE;

  LogObjDatabase(LogRepository repository) {
    super(repository, new DfsReaderOptions().setStreamPackBufferSize(STREAMED_BYTES));
    this.repository = repository;
  }

  /** All that is staged as one canonical pack, or null if nothing is. */
  @Nullable PackBytes staged() {
    List<PackBytes> packs = staged.stream().map(StagedPack::toPackBytes).toList();
    return switch (packs.size()) {
      case 0 -> null;
      case 1 -> packs.getFirst();
      default -> PackConcatenation.of(packs);
    };
  }

  void forgetStaged() {
    staged.clear();
  }

  void refresh() {
    clearCache();
  }

  void setMeter(PackMeter meter) {
    this.meter = meter;
  }

  @Override
  public DfsReader newReader() {
    return new CheckingReader(this);
  }

  @Override
  public ObjectInserter newInserter() {
    return new MeteredPackParser.Inserter(this, meter);
  }

  /** JGit sorts the list in place. */
  @Override
  protected List<DfsPackDescription> listPacks() {
    List<DfsPackDescription> packs = new ArrayList<>(staged);
    for (ServedPack pack : repository.log().served(repository.state())) {
      packs.add(pack.file().getPackDescription());
    }
    return packs;
  }

  @Override
  public DfsPackFile createDfsPackFile(DfsBlockCache cache, DfsPackDescription pack) {
    return pack instanceof PackDescription stored
        ? stored.owner().file()
        : super.createDfsPackFile(cache, pack);
  }

  @Override
  protected DfsPackDescription newPack(PackSource source) {
    return new StagedPack("staged-" + STAGED_NAMES.incrementAndGet(), source);
  }

  @Override
  protected void commitPackImpl(
      Collection<DfsPackDescription> packs, @Nullable Collection<DfsPackDescription> replaced) {
    packs.forEach(pack -> staged.add((StagedPack) pack));
  }

  @Override
  protected void rollbackPack(Collection<DfsPackDescription> packs) {
    staged.removeAll(packs);
  }

  @Override
  protected ReadableChannel openFile(DfsPackDescription pack, PackExt ext)
      throws FileNotFoundException {
    if (pack instanceof StagedPack mine) {
      return new ArrayChannel(mine.file(ext));
    }
    if (ext != PackExt.PACK) {
      throw new FileNotFoundException(pack.getFileName(ext));
    }
    return ((PackDescription) pack).owner().open();
  }

  @Override
  protected DfsOutputStream writeFile(DfsPackDescription pack, PackExt ext) {
    return new Out((StagedPack) pack, ext);
  }

  @Override
  public Set<ObjectId> getShallowCommits() {
    return shallow;
  }

  @Override
  public void setShallowCommits(Set<ObjectId> commits) {
    shallow = Set.copyOf(commits);
  }

  @Override
  public long getApproximateObjectCount() {
    return repository.state().packs().stream().mapToLong(StoredPack::objects).sum();
  }

  /** A pack that only this request sees. */
  private static final class StagedPack extends DfsPackDescription {
    private static final DfsRepositoryDescription STAGED = new DfsRepositoryDescription("staged");
    private final Map<PackExt, byte[]> files = new EnumMap<>(PackExt.class);

    StagedPack(String name, PackSource source) {
      super(STAGED, name, source);
      setLastModified(Long.MAX_VALUE);
    }

    byte[] file(PackExt ext) throws FileNotFoundException {
      byte[] bytes = files.get(ext);
      if (bytes == null) {
        throw new FileNotFoundException(getFileName(ext));
      }
      return bytes;
    }

    PackBytes toPackBytes() {
      byte[] pack = files.getOrDefault(PackExt.PACK, new byte[0]).clone();
      byte[] index = files.getOrDefault(PackExt.INDEX, new byte[0]);
      return PackBytes.canonical(pack, CompactIndex.ofVersion2(index));
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return getPackName().hashCode();
    }
  }

  /** Collects a file of a staged pack; what was written can be read before it is closed. */
  private static final class Out extends DfsOutputStream {
    private final StagedPack pack;
    private final PackExt ext;
    private final Collected bytes = new Collected();

    Out(StagedPack pack, PackExt ext) {
      this.pack = pack;
      this.ext = ext;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      bytes.write(from, offset, length);
    }

    @Override
    public int read(long position, ByteBuffer to) {
      return bytes.read((int) position, to);
    }

    @Override
    public void close() {
      pack.files.put(ext, bytes.toByteArray());
    }
  }

  /** Gives {@link ByteArrayOutputStream} random reads. */
  private static final class Collected extends ByteArrayOutputStream {
    int read(int position, ByteBuffer to) {
      int length = Math.min(to.remaining(), count - position);
      if (length <= 0) {
        return -1;
      }
      to.put(buf, position, length);
      return length;
    }
  }

  /** A staged file as JGit reads it. */
  private static final class ArrayChannel implements ReadableChannel {
    private final ByteBuffer bytes;

    ArrayChannel(byte[] bytes) {
      this.bytes = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    @Override
    public int read(ByteBuffer to) {
      int length = Math.min(to.remaining(), bytes.remaining());
      if (length == 0) {
        return -1;
      }
      to.put(bytes.slice(bytes.position(), length));
      bytes.position(bytes.position() + length);
      return length;
    }

    @Override
    public long position() {
      return bytes.position();
    }

    @Override
    public void position(long position) {
      bytes.position((int) position);
    }

    @Override
    public long size() {
      return bytes.limit();
    }

    @Override
    public int blockSize() {
      return 0;
    }

    @Override
    public void setReadAheadBytes(int size) {
      // All of it is in memory.
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
