package waits

import (
	"maps"
	"math"
	"slices"
)

// Histogram is how many took how many working days.
type Histogram map[int]int

// Number returns how many there are.
func (h Histogram) Number() int {
	n := 0
	for _, count := range h {
		n += count
	}
	return n
}

// Within returns in how many working days that part of them was there: 0.5 for the
// median, 0.9 for nine in ten. It is a value that occurs (the nearest rank), and
// exact, because no value was rounded on the way. It is 0 if there are none.
func (h Histogram) Within(part float64) int {
	rank := int(math.Ceil(part * float64(h.Number())))
	for _, days := range slices.Sorted(maps.Keys(h)) {
		if rank -= h[days]; rank <= 0 {
			return days
		}
	}
	return 0
}

// plus adds another histogram to this one.
func (h Histogram) plus(other Histogram) {
	for days, n := range other {
		h[days] += n
	}
}
