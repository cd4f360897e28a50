.read /dev/stdin

select s.name, coalesce(round(avg(m.mark), 1), '-')
from students s left join marks m on m.student = s.id
group by s.id
order by avg(m.mark) is null, avg(m.mark) desc, s.name;
