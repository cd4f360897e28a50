/// Rules that only the container keeps: transactions, what runs after them, schedules, jobs. These tests run inside of Liberty,
/// in one deployment of the product without its web module, on a database of its own.
package ai.ecode.incontainer;
