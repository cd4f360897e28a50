import unittest

from main import mean


class MeanTest(unittest.TestCase):
    def test_is_the_sum_over_the_count(self):
        self.assertEqual(mean([1, 2, 3, 4]), 2.5)

    def test_refuses_no_numbers(self):
        with self.assertRaises(ValueError):
            mean([])


if __name__ == "__main__":
    unittest.main()
