/**
 * The contract of everything that processes batches. Read {@link io.weir.operator.Operator}, {@link io.weir.operator.Output},
 * {@link io.weir.operator.OperatorContext}.
 *
 * <pre>
 *   message ──► chain ──► process(input, batch, output) ──► output.emit ──► next operator or exchange
 *                 └─────► finish · advance · tick · freeze      (the chain alone forwards signals)
 * </pre>
 *
 * Must not know what operators there are, nor threads.
 */
package io.weir.operator;
