/* Preloaded into the server under test: counts the syncs of files in one folder, lets writes
 * to them fail as on a full, broken or read-only disk or stand still while the test says so,
 * and turns the clock. The test and this share 64-bit numbers in a mapped file. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <stdarg.h>
#include <time.h>
#include <unistd.h>

struct shared {
    uint64_t syncs;       /* fsync and fdatasync that went through */
    uint64_t write_error; /* the test's word: what writes, and opening to write, fail with */
    uint64_t sync_error;  /* the test's word: writes are taken, syncs fail with this */
    uint64_t refused;     /* calls that failed on that account */
    uint64_t stalled;     /* the test's word: syncs wait */
    int64_t ahead;        /* the test's word: seconds by which the clock is ahead */
};

static struct shared nowhere, *shared = &nowhere;
static char folder[PATH_MAX];

__attribute__((constructor)) static void begin(void) {
    const char *control = getenv("SHIM_CONTROL"), *data = getenv("SHIM_FOLDER");
    int fd = control && data ? open(control, O_RDWR | O_CLOEXEC) : -1;
    if (fd < 0 || !realpath(data, folder)) {
        folder[0] = 0;
        return;
    }
    void *mapped = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (mapped != MAP_FAILED) shared = mapped;
    close(fd);
}

/* Whether the descriptor is a file of the database: the log and the terminal are not. */
static int ours(int fd) {
    char link[64], path[PATH_MAX];
    if (!folder[0] || fd <= 2) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    size_t prefix = strlen(folder);
    return length > (ssize_t)prefix && !strncmp(path, folder, prefix) && path[prefix] == '/';
}

static int refused(int fd, uint64_t *word) {
    int saved = errno;
    uint64_t error = __atomic_load_n(word, __ATOMIC_SEQ_CST);
    if (!error || !ours(fd)) {
        errno = saved;
        return 0;
    }
    __atomic_add_fetch(&shared->refused, 1, __ATOMIC_SEQ_CST);
    errno = (int)error;
    return 1;
}

/* A disk that only can be read refuses to open what is to be written. */
static int refused_to_open(const char *path, int flags) {
    size_t prefix = strlen(folder);
    if (__atomic_load_n(&shared->write_error, __ATOMIC_SEQ_CST) != EROFS || (flags & O_ACCMODE) == O_RDONLY ||
        !prefix || strncmp(path, folder, prefix)) {
        return 0;
    }
    __atomic_add_fetch(&shared->refused, 1, __ATOMIC_SEQ_CST);
    errno = EROFS;
    return 1;
}

#define NEXT(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))

static void wait_while_stalled(int fd) {
    while (__atomic_load_n(&shared->stalled, __ATOMIC_SEQ_CST) && ours(fd)) usleep(1000);
}

static int synced(int fd, int result) {
    if (result == 0 && ours(fd)) __atomic_add_fetch(&shared->syncs, 1, __ATOMIC_SEQ_CST);
    return result;
}

int fsync(int fd) {
    wait_while_stalled(fd);
    return refused(fd, &shared->sync_error) ? -1 : synced(fd, NEXT(int, fsync, int)(fd));
}

int fdatasync(int fd) {
    wait_while_stalled(fd);
    return refused(fd, &shared->sync_error) ? -1 : synced(fd, NEXT(int, fdatasync, int)(fd));
}

ssize_t write(int fd, const void *bytes, size_t count) {
    return refused(fd, &shared->write_error) ? -1 : NEXT(ssize_t, write, int, const void *, size_t)(fd, bytes, count);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    return refused(fd, &shared->write_error) ? -1 : NEXT(ssize_t, writev, int, const struct iovec *, int)(fd, parts, count);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    return refused(fd, &shared->write_error) ? -1
                                      : NEXT(ssize_t, pwrite, int, const void *, size_t, off_t)(fd, bytes, count, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    return refused(fd, &shared->write_error) ? -1
                                      : NEXT(ssize_t, pwrite64, int, const void *, size_t, off64_t)(fd, bytes, count, at);
}

int fallocate(int fd, int mode, off_t from, off_t length) {
    return refused(fd, &shared->write_error) ? -1 : NEXT(int, fallocate, int, int, off_t, off_t)(fd, mode, from, length);
}

#define OPENS(name)                                                      \
    int name(const char *path, int flags, ...) {                         \
        va_list more;                                                    \
        va_start(more, flags);                                           \
        mode_t mode = va_arg(more, mode_t);                              \
        va_end(more);                                                    \
        if (refused_to_open(path, flags)) return -1;                     \
        return NEXT(int, name, const char *, int, ...)(path, flags, mode); \
    }
OPENS(open)
OPENS(open64)

int clock_gettime(clockid_t clock, struct timespec *now) {
    static int (*next)(clockid_t, struct timespec *);
    if (!next) next = NEXT(int, clock_gettime, clockid_t, struct timespec *);
    int result = next(clock, now);
    if (result == 0 && clock == CLOCK_REALTIME) now->tv_sec += __atomic_load_n(&shared->ahead, __ATOMIC_SEQ_CST);
    return result;
}
