/**
 * The TPC-H benchmark: its data and its 22 queries. Read {@link io.weir.sql.tpch.TpchData}, {@link io.weir.sql.tpch.TpchQueries},
 * {@link io.weir.sql.tpch.TpchRun}. Knows nothing of the command line.
 */
package io.weir.sql.tpch;
