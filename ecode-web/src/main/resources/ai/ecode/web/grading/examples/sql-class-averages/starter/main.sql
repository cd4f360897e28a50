.read /dev/stdin

select name, '-' from students;
