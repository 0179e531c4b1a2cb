package io.weir.table.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.EngineException;
import io.weir.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementParserTest {
    private static Statement parse(String text) {
        return StatementParser.parse(Script.split(text).get(0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    select 1                                         ~ Query[text=select 1, position=line 1, column 1]
                    (select 1) union (select 2)                      ~ Query[text=(select 1) union (select 2), position=line 1, column 1]
                    explain select 1                                 ~ Explain[query=Query[text=select 1, position=line 1, column 9]]
                    EXPLAIN ANALYZE values 1                         ~ ExplainAnalyze[query=Query[text=values 1, position=line 1, column 17]]
                    create table t with (path = 'x', Header = true)  ~ CreateTable[name=t, ifPresent=FAIL, clauses=TableClauses[columns=null, options={path=x, header=true}, partitionedBy=[]], query=Optional.empty, path=line 1, column 29]
                    create table if not exists s.t (a int, b decimal(5,2)) partitioned by (b) ~ CreateTable[name=s.t, ifPresent=KEEP, clauses=TableClauses[columns=a int, b decimal(5,2), options={}, partitionedBy=[b]], query=Optional.empty, path=line 1, column 1]
                    create or replace table t as select 1            ~ CreateTable[name=t, ifPresent=REPLACE, clauses=TableClauses[columns=null, options={}, partitionedBy=[]], query=Optional[Query[text=select 1, position=line 1, column 30]], path=line 1, column 1]
                    create schema if not exists s with (path='p')    ~ CreateSchema[name=s, ifPresent=KEEP, options={path=p}]
                    create or replace temporary view v (a, "B c") as table t ~ CreateView[name=v, ifPresent=REPLACE, columns=[a, B c], query=Query[text=table t, position=line 1, column 50]]
                    create function f as 'x.F' using jar 'f.jar'     ~ CreateFunction[name=f, ifPresent=FAIL, className=x.F, jars=[f.jar]]
                    drop table if exists t                           ~ Drop[kind=TABLE, name=t, ifMissing=IGNORE]
                    drop view s."V"                                  ~ Drop[kind=VIEW, name=s.V, ifMissing=FAIL]
                    insert into t (a, b) values (1, 2)               ~ Insert[target=Table[name=t], mode=APPEND, partition=[], columns=[a, b], query=Query[text=values (1, 2), position=line 1, column 22]]
                    insert overwrite 'p' partition (d = '1', e) select 1 ~ Insert[target=Path[path=p, options={}], mode=OVERWRITE, partition=[PartitionValue[column=d, value=Optional[1]], PartitionValue[column=e, value=Optional.empty]], columns=[], query=Query[text=select 1, position=line 1, column 45]]
                    insert into t (select 1)                         ~ Insert[target=Table[name=t], mode=APPEND, partition=[], columns=[], query=Query[text=(select 1), position=line 1, column 15]]
                    show tables                                      ~ Show[listing=TABLES, of=Optional.empty, like=Optional.empty]
                    show tables from s like 'a%'                     ~ Show[listing=TABLES, of=Optional[s], like=Optional[a%]]
                    show columns in s.t                              ~ Show[listing=COLUMNS, of=Optional[s.t], like=Optional.empty]
                    show create table t                              ~ Show[listing=CREATE_TABLE, of=Optional[t], like=Optional.empty]
                    show partitions t                                ~ Show[listing=PARTITIONS, of=Optional[t], like=Optional.empty]
                    desc t                                           ~ Describe[name=t]
                    use s                                            ~ Use[schema=s]
                    set operator_memory = 64 mb                      ~ Set[key=operator_memory, value=64 mb]
                    set TimeZone to 'UTC'                            ~ Set[key=timezone, value=UTC]
                    set                                              ~ ShowSettings[]
                    reset batch_rows                                 ~ Reset[key=Optional[batch_rows]]
                    reset all                                        ~ Reset[key=Optional.empty]
                    analyze table s.t compute statistics             ~ AnalyzeTable[name=s.t]
                    alter table a rename to b                        ~ RenameTable[from=a, to=b]
                    """)
    void understandsEveryStatement(String text, String expected) {
        assertThat(parse(text)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    selec 1                     ~ line 1, column 1: no statement begins with "selec": did you mean "SELECT"?
                    create tabel t              ~ line 1, column 8: expected TABLE, VIEW, SCHEMA or FUNCTION, found "tabel"
                    create table t (a nit)      ~ line 1, column 19: no type "nit": did you mean "INT"?
                    create table t (a int, A date) ~ line 1, column 26: two columns of the name A
                    create table t (a decimal(39)) ~ line 1, column 26: decimal needs a precision from 1 to 38 and a scale from 0 to it
                    create table t (a int) as select 1 ~ line 1, column 27: CREATE TABLE AS takes its columns from the query: leave out the list of columns
                    create or replace table if not exists t as select 1 ~ line 1, column 25: OR REPLACE and IF NOT EXISTS exclude each other
                    create table t with (a = 1, a = 2) ~ line 1, column 34: the option a is given twice
                    insert t select 1           ~ line 1, column 8: expected INTO or OVERWRITE, found "t"
                    insert into t frm           ~ line 1, column 15: expected a query, found "frm"
                    drop tables t               ~ line 1, column 6: expected TABLE, VIEW, SCHEMA or FUNCTION, found "tables"
                    drop table t t              ~ line 1, column 14: expected the end of the statement, found "t"
                    show columns                ~ line 1, column 13: expected FROM and a table, found the end of the statement
                    explain drop table t        ~ line 1, column 9: expected a query, found "drop"
                    select 1, 1e5e5             ~ line 1, column 11: not a number: 1e5e5
                    table t limit 1_000         ~ line 1, column 15: not a number: 1_000
                    set a                       ~ line 1, column 6: expected = or TO, found the end of the statement
                    """)
    void saysWhereAndWhat(String text, String message) {
        assertThatThrownBy(() -> parse(text)).isInstanceOfSatisfying(EngineException.class, error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.SYNTAX);
            assertThat(error).hasMessage(message);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    varchar(10)                       ~ varchar
                    character varying (3)             ~ varchar
                    double precision                  ~ double
                    timestamp                         ~ timestamp(6)
                    timestamp(9) with time zone       ~ timestamp(9) with time zone
                    array<array(int)>                 ~ array(array(int))
                    bigint[]                          ~ array(bigint)
                    map(varchar, decimal(10))         ~ map(varchar, decimal(10,0))
                    struct<a: int, b: row(c date)>    ~ row(a int, b row(c date))
                    char(3)                           ~ char(3)
                    interval day to second            ~ interval day to second
                    """)
    void readsTypes(String text, String expected) {
        assertThat(TypeParser.parse(text).sql()).isEqualTo(expected);
        assertThat(TypeParser.parse(expected).sql()).isEqualTo(expected);
    }
}
