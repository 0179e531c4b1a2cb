package io.weir.cluster;

import io.weir.exchange.OutputStore;
import io.weir.exchange.socket.SocketExchange;

/** How the tasks of a process reach those of others. */
record Sockets(SocketExchange exchange, OutputStore outputs) {}
