package io.weir.cluster;

/** A way to a peer for control messages, as who uses it has it. From any thread; what is sent after its end is lost. */
interface ControlWire {
    void send(ControlMessage message);

    void close();
}
