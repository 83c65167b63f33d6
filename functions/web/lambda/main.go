// Command lambda runs the function web on AWS Lambda.
package main

import (
	"assistive-referrals/functions/web"
	"assistive-referrals/internal/host"
)

func main() { host.Start(web.New) }
