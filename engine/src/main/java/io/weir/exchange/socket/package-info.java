/**
 * Moves messages between processes. Read {@link io.weir.exchange.socket.SocketExchange},
 * {@link io.weir.exchange.socket.Connection}, {@link io.weir.exchange.socket.Frames}.
 *
 * <pre>
 *   task ──► SocketSender ─┐ credit                             ┌──► SocketChannel ──► task
 *   task ──► SocketSender ─┼──────► Connection ═══ Connection ──┼──► SocketChannel ──► task
 *   files ─► ServedRange  ─┘ a frame in turn                    └──► SocketChannel ──► task
 * </pre>
 *
 * A reader opens a channel and says how many bytes it has room for; the writer sends as many and no more. So a reader that is slow
 * stops its own channel and no other, and what lies between two processes is bounded by memory, not by the number of channels.
 * Addresses name the attempts of both tasks: what a former attempt still writes, nobody has asked for.
 *
 * <p>Must not know operators nor tasks. Starts no threads.
 */
package io.weir.exchange.socket;
