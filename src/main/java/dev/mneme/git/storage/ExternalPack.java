package dev.mneme.git.storage;

/**
 * A pack in an object of its own, uploaded before the record that names it: too large to be read
 * with every cold open.
 *
 * <p>The object is the pack, then its index.
 *
 * @param tipSeq the seq of the uploader's state; part of the name
 * @param uploader the transaction that it was made for; part of the name
 * @param packBytes length of the pack, which the index follows
 * @param objects how many physical objects the pack has
 * @param index checksum of the index
 */
record ExternalPack(long tipSeq, Id128 uploader, long packBytes, int objects, Checksum index) {

  void writeTo(Bytes.Writer out) {
    out.int64(tipSeq).id(uploader).int64(packBytes).int32(objects).checksum(index);
  }

  static ExternalPack readFrom(Bytes.Reader in) {
    return new ExternalPack(in.int64(), in.id(), in.int64(), in.int32(), in.checksum());
  }
}
