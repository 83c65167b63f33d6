// Command notice says how long the list of bank holidays lasts from today. It warns
// from a year before its end, and fails from half a year before.
package main

import (
	"fmt"
	"os"
	"time"

	"assistive-referrals/internal/workingtime"
)

func main() {
	notice, words := workingtime.NoticeAt(time.Now())
	switch notice {
	case workingtime.Enough:
		fmt.Println(words)
	case workingtime.Soon:
		fmt.Println("WARNING: " + words)
	default:
		fmt.Println("FAILED: " + words)
		os.Exit(1)
	}
}
