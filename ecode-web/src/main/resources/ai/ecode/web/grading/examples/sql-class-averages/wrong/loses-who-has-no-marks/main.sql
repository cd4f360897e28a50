.read /dev/stdin

select s.name, round(avg(m.mark), 1)
from students s join marks m on m.student = s.id
group by s.id
order by avg(m.mark) desc, s.name;
