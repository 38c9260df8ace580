# Takes down all that carries the label, once whoever holds our standard input has ended, however that happened.
# Arguments: the label; `remove` or `keep`, for images.
label=$1
images=$2
running=
pulled=
folders=
while read -r what value; do
  case $what in
    started) running="$running $value" ;;
    ended) running=$(printf '%s\n' $running | grep -vx "$value") ;;
    pulled) pulled="$pulled $value" ;;
    folder) folders="$folders $value" ;;
  esac
done

# mmdebstrap takes some seconds to unmount and remove what it has begun.
for group in $running; do kill -s TERM -- "-$group"; done
for group in $running; do
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do kill -s 0 -- "-$group" || break; sleep 0.5; done
  kill -s KILL -- "-$group"
done

# An engine that was building when its client ended finishes the step in hand: look until there is nothing for 5 s.
looks=1
[ -z "$running" ] || looks=10
tries=60
while [ "$looks" -gt 0 ] && [ "$tries" -gt 0 ]; do
  tries=$((tries - 1))
  containers=$(docker ps --all --quiet --filter "label=$label")
  networks=$(docker network ls --quiet --filter "label=$label")
  built=
  [ "$images" = keep ] || built=$(docker images --all --quiet --filter "label=$label" | sort -u)
  if [ -z "$containers$networks$built" ]; then
    looks=$((looks - 1))
    [ "$looks" -eq 0 ] || sleep 0.5
    continue
  fi
  [ -z "$containers" ] || docker rm --force --volumes $containers
  [ -z "$networks" ] || docker network rm $networks
  [ -z "$built" ] || docker rmi --force $built
done
[ "$images" = keep ] || [ -z "$pulled" ] || docker rmi $pulled
for folder in $folders; do rm -rf "$folder"; done
