/** How long something still lasts, by the signs of the International System, which many languages use. */
export const left = lasting('s', 'min', 'h');

export const leftInArabic = lasting('ث', 'د', 'س');

function lasting(second: string, minute: string, hour: string): (seconds: number) => string {
    return seconds => {
        if (seconds < 60) return `${seconds} ${second}`;
        const minutes = Math.ceil(seconds / 60);
        if (minutes < 60) return `${minutes} ${minute}`;
        return minutes % 60 === 0 ? `${minutes / 60} ${hour}` : `${Math.floor(minutes / 60)} ${hour} ${minutes % 60} ${minute}`;
    };
}
