-- What most sessions do. scripts/bin/weir runs it once a build, to note which classes a start needs.
create table orders with (path = '${dir}/orders') as
select cast(o as bigint) as id, o % 2 as customer, cast(o as decimal(15, 2)) / 3 as price, date '2020-02-28' + interval '1' day as day,
       case when o > 2 then 'open' else 'done' end as state, timestamp '2020-02-29 01:02:03' as at_time, cast(o as double) as weight
from (values 1, 2, 3, 4) as t (o);
create table customers (id int, name varchar, city varchar) with (path = '${dir}/customers', format = 'csv');
insert into customers select * from (values (0, 'Ada', 'Uster'), (1, 'Bo', null)) as t (id, name, city);
create table notes partitioned by (kind) with (path = '${dir}/notes', format = 'json') as select 1 as id, 'a' as text, 'x' as kind;
create view open_orders as select * from orders where state = 'open' and day between date '2020-01-01' and date '2020-12-31';
show tables;
describe orders;
select count(*) from orders;
select * from orders limit 1;
select c.name, sum(o.price * (1 - 0.05)) as total, avg(o.price), min(o.day), count(distinct o.state), max(o.weight)
from orders o join customers c on o.customer = c.id left join notes n on n.id = o.id
where c.name like 'A%' or o.state in ('open', 'done') and o.price > 0.5 and o.id <> 7
group by c.name having count(*) > 0 order by total desc, 1 limit 10;
select id, rank() over (partition by customer order by price desc) as place, extract(year from day) as year, upper(substring(state, 1, 2))
from open_orders
where exists (select 1 from customers c where c.id = customer) and price > (select avg(price) / 10 from orders)
order by id;
select distinct state from orders union all select name from customers except select 'x' order by 1;
with totals as (select customer, sum(weight) as weight from orders group by customer)
select max(weight), cast(count(*) as varchar) || ' rows', coalesce(round(avg(weight), 1), 0) from totals;
explain analyze select customer, count(*) from orders where id < 3 group by customer;
insert into orders select * from orders;
create table many with (path = '${dir}/many') as
select a.id * 4096 + b.id * 256 + c.id * 16 + d.id as id, a.price + b.price * 100 as price, a.state, b.day, cast(0.05 as decimal(15, 2)) as tax
from orders a, orders b, orders c, orders d;
create schema here with (path = '${dir}');
use here;
select state, sum(price), sum(price * (1 - tax) * (1 + tax)), avg(id), count(*) from many
where day <= cast('2020-12-01' as date) - interval '90' day group by state order by state;
select max(id) from many where id between 10 and 1000000;
