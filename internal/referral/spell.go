package referral

import "strings"

// spoken is how each character of a reference is said, so that none is taken for
// another: letters by the NATO alphabet.
var spoken = map[rune]string{
	'2': "two", '3': "three", '4': "four", '6': "six", '7': "seven", '8': "eight", '9': "nine",
	'C': "Charlie", 'D': "Delta", 'F': "Foxtrot", 'H': "Hotel", 'J': "Juliett", 'K': "Kilo", 'M': "Mike", 'N': "November",
	'P': "Papa", 'Q': "Quebec", 'R': "Romeo", 'T': "Tango", 'V': "Victor", 'W': "Whiskey", 'X': "X-ray", 'Y': "Yankee",
}

// Spelt returns the reference in words to be read out, such as "seven, Kilo, three,
// Quebec – nine, Mike, two, Papa".
func (r Reference) Spelt() string {
	var halves []string
	for part := range strings.SplitSeq(string(r), "-") {
		var words []string
		for _, character := range part {
			words = append(words, spoken[character])
		}
		halves = append(halves, strings.Join(words, ", "))
	}
	return strings.Join(halves, " – ")
}
