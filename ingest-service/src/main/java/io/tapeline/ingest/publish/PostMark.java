package io.tapeline.ingest.publish;

/** What a listener knows a post by, such as its trace. The publisher carries it from the post to the call, unseen. */
public interface PostMark {
    /** Of posts that no listener cares for. */
    PostMark NONE = new PostMark() {};
}
